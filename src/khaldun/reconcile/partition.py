"""How is one connected component cut into events so that the bits inside them are most?

Correlation clustering (Bansal, Blum and Chawla 2004) under constraints: average linkage first, then exact if small.
"""

from itertools import combinations

from khaldun.reconcile.links import Links, Pair

EXACT_UP_TO = 12
PAIR = 2
MOST_STEPS = 20_000
Group = tuple[int, ...]


def best_partition(component: Group, links: Links) -> list[Group]:
    """The events of one component: what people judged together first, then merged, then improved exactly if small."""
    if len(component) == 1 or component in links.together:
        return [component]
    if len(component) == PAIR and not links.apart:
        return [component] if allowed(component[:1], component[1:], links) else _alone(component)
    seeds = _judged(component, links)
    merged = _merged(seeds, links)
    if len(merged) == 1 and all(links.bits.get(pair, links.stranger) > 0 for pair in combinations(component, 2)):
        return merged  # no cut can gain where every pair speaks for one event
    return _exact(seeds, merged, links) if len(seeds) <= EXACT_UP_TO else merged


def _alone(component: Group) -> list[Group]:
    return [(number,) for number in component]


def allowed(left: Group, right: Group, links: Links) -> bool:
    """Whether two groups may be one event: nothing exclusive, nothing judged apart, within the limits."""
    if len(left) + len(right) > links.most_accounts:
        return False
    kinds = {links.exclusive[number] for number in left}
    if any(links.exclusive[number] in kinds for number in right):
        return False
    if links.apart and any(_pair(a, b) in links.apart for a in left for b in right):
        return False
    return _days(left + right, links) <= links.most_days


def cross_bits(left: Group, right: Group, links: Links) -> float:
    """The sum of bits over all pairs between two groups."""
    return sum(links.bits.get(_pair(a, b), links.stranger) for a in left for b in right)


def _pair(left: int, right: int) -> Pair:
    return (left, right) if left < right else (right, left)


def _days(group: Group, links: Links) -> int:
    spans = [span for number in group if links.spans and (span := links.spans[number]) is not None]
    return max((end for _, end in spans), default=0) - min((start for start, _ in spans), default=0)


def _judged(component: Group, links: Links) -> list[Group]:
    """Groups of those whom people judged together; all others alone."""
    groups: dict[int, Group] = {number: (number,) for number in component}
    for left, right in sorted(links.together):
        if left in groups and groups[left] != groups[right]:
            joined = tuple(sorted(groups[left] + groups[right]))
            groups |= dict.fromkeys(joined, joined)
    return sorted(set(groups.values()))


def _merged(groups: list[Group], links: Links) -> list[Group]:
    """Groups merged, the pair of groups with the highest mean of bits first, as long as a mean is above 0."""
    live = dict(enumerate(groups))
    means = {pair: _mean(live[pair[0]], live[pair[1]], links) for pair in combinations(live, 2)}
    while means:
        (left, right), mean = max(means.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        if mean <= 0:
            break
        if not allowed(live[left], live[right], links):
            del means[(left, right)]
            continue
        live[left] = tuple(sorted(live[left] + live.pop(right)))
        means = {pair: mean for pair, mean in means.items() if right not in pair and left not in pair}
        means |= {_pair(left, other): _mean(live[left], live[other], links) for other in live if other != left}
    return sorted(live.values())


def _mean(left: Group, right: Group, links: Links) -> float:
    return cross_bits(left, right, links) / (len(left) * len(right))


def _exact(seeds: list[Group], merged: list[Group], links: Links) -> list[Group]:
    """The partition of seeds with most bits inside its groups, by branch and bound from the merged one."""
    gains = [[max(0.0, cross_bits(a, b, links)) for b in seeds] for a in seeds]
    hope = [sum(gains[i][j] for i in range(k, len(seeds)) for j in range(i)) for k in range(len(seeds) + 1)]
    best, most = merged, _inside(merged, seeds, links)
    steps = MOST_STEPS
    stack: list[tuple[int, list[Group], float]] = [(0, [], 0.0)]
    while stack and steps:
        steps -= 1
        index, groups, bits = stack.pop()
        if index == len(seeds):
            if bits > most + 1e-9:
                best, most = sorted(groups), bits
            continue
        if bits + hope[index] <= most + 1e-9:
            continue
        seed = seeds[index]
        stack.append((index + 1, [*groups, seed], bits))
        for place, group in enumerate(groups):
            if allowed(group, seed, links):
                joined = [*groups[:place], tuple(sorted(group + seed)), *groups[place + 1 :]]
                stack.append((index + 1, joined, bits + cross_bits(group, seed, links)))
    return best


def _inside(groups: list[Group], seeds: list[Group], links: Links) -> float:
    """The bits inside groups, between their seeds."""
    total = 0.0
    for group in groups:
        inside = [seed for seed in seeds if seed[0] in group]
        total += sum(cross_bits(a, b, links) for a, b in combinations(inside, 2))
    return total
