namespace ChiSo.Engine;

/// <summary>Orders the ranked units of a block and gives out ranks ("xếp thứ") by the tie rule.</summary>
internal static class Ranking
{
    public static void Fill(BlockDraft draft)
    {
        var method = draft.Input.Method;
        var keys = Keys(draft, method);
        draft.Order = [.. Enumerable.Range(0, draft.Standings.Length).Where(unit => draft.Standings[unit] == Standing.Ranked)];
        Array.Sort(draft.Order, (left, right) => Compare(keys, left, right) is var order and not 0 ? order : left.CompareTo(right));

        var group = 0;
        for (var from = 0; from < draft.Order.Length; group++)
        {
            var to = from + 1;
            while (to < draft.Order.Length && Compare(keys, draft.Order[from], draft.Order[to]) == 0)
                to++;
            var rank = new Rank(method.Ties switch
            {
                TieRule.Dense => group + 1,
                TieRule.ModifiedCompetition => to,
                _ => from + 1,
            });
            foreach (var unit in draft.Order.AsSpan(from..to))
                draft.Ranks[unit] = rank;
            from = to;
        }
    }

    /// <summary>The compared index, then each tie-break, as one array per key with a place per unit.</summary>
    private static decimal[][] Keys(BlockDraft draft, Method method)
    {
        var keys = new decimal[1 + method.TieBreaks.Length][];
        for (var key = 0; key < keys.Length; key++)
        {
            keys[key] = new decimal[draft.Standings.Length];
            var nodes = key == 0 ? [] : NodesOf(draft.Tree, method.TieBreaks[key - 1]);
            for (var unit = 0; unit < draft.Standings.Length; unit++)
            {
                if (draft.Standings[unit] == Standing.Ranked)
                    keys[key][unit] = key == 0 ? draft.ValueOn(method.RankOn, unit) : PointsOf(draft, unit, nodes);
            }
        }

        return keys;
    }

    private static int[] NodesOf(CompiledTree tree, TieBreak tieBreak) => tieBreak switch
    {
        TieBreak.NodePoints { Node: var code } => tree.PlaceOf(code) is >= 0 and var node ? [node] : [],
        TieBreak.SupplierPoints { Suppliers: var suppliers } => [.. tree.NodeOfLeaf.Where((_, leaf) => suppliers.Contains(tree.Leaves[leaf].SuppliedBy))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static decimal PointsOf(BlockDraft draft, int unit, int[] nodes)
    {
        var sum = 0m;
        foreach (var node in nodes)
            sum += draft.ScoreOf(unit, node);
        return Rounder.Compared(sum);
    }

    /// <summary>Negative when <paramref name="left"/> stands before <paramref name="right"/>; zero when nothing separates them.</summary>
    private static int Compare(decimal[][] keys, int left, int right)
    {
        foreach (var key in keys)
        {
            if (key[right].CompareTo(key[left]) is var order and not 0)
                return order;
        }

        return 0;
    }
}
