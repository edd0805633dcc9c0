from itertools import combinations

from core.packages.instance import Effort, Instance, instance_of
from core.packages.pricing import Market, activities_in
from tests.core.planted import planted


def disarray() -> Instance:
    matrix = planted(8, "random", 1)
    return instance_of(matrix, matrix.activities, {}, 0)


def surplus(instance: Instance, prices: list[int], group: tuple[int, ...]) -> int:
    return instance.worth(group) - sum(prices[activity] for activity in group)


def every_group(instance: Instance) -> list[tuple[int, ...]]:
    numbers = range(instance.size)
    return [group for size in range(1, instance.size + 1) for group in combinations(numbers, size)]


def test_at_prices_of_nothing_many_packages_are_found_and_each_is_worth_its_find() -> None:
    instance, prices = disarray(), [0] * 8
    market = Market(instance, prices, Effort(100_000))
    for found in (market.finds(), market.easy_finds()):
        assert found
        assert all(surplus(instance, prices, group) > 0 for group in found)


def test_every_package_that_loses_little_is_listed_and_no_other() -> None:
    instance = disarray()
    fair = [sum(max(0, weight) for weight in row) // 2 + instance.unit for row in instance.weights]
    loss = sum(fair) // 4
    market = Market(instance, fair, Effort(100_000))
    assert not market.finds()
    expected = {group: -surplus(instance, fair, group) for group in every_group(instance)}
    assert market.within(loss) == {group: lost for group, lost in expected.items() if lost <= loss}


def test_bits_name_activities() -> None:
    assert activities_in(0b1101) == (0, 2, 3)
