"""The room of check-ins: rounds that come back, what is asked of the core group, and what is counted for a while."""
