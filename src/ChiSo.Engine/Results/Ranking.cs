namespace ChiSo.Engine;

/// <summary>Orders the ranked units of a block and gives out ranks ("xếp thứ") by the tie rule.</summary>
internal static class Ranking
{
    public static void Fill(BlockDraft draft)
    {
        var keys = new Keys(draft);
        draft.Order = [.. Enumerable.Range(0, draft.Standings.Length).Where(unit => draft.Standings[unit] == Standing.Ranked)];
        Array.Sort(draft.Order, (left, right) => keys.Compare(left, right) is var order and not 0 ? order : left.CompareTo(right));

        var group = 0;
        for (var from = 0; from < draft.Order.Length; group++)
        {
            var to = from + 1;
            while (to < draft.Order.Length && keys.Compare(draft.Order[from], draft.Order[to]) == 0)
                to++;
            var rank = new Rank(draft.Input.Method.Ties switch
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

    /// <summary>What units are ordered by: the compared index, then each tie-break. A tie-break is summed up for a unit when it is first asked for: ties are few.</summary>
    private sealed class Keys(BlockDraft draft)
    {
        private readonly decimal[] indices = [.. draft.Standings.Select((standing, unit) => standing == Standing.Ranked ? draft.ValueOn(draft.Input.Method.RankOn, unit) : 0)];
        private readonly int[][] nodes = [.. draft.Input.Method.TieBreaks.Select(tieBreak => NodesOf(draft.Tree, tieBreak))];
        private readonly Dictionary<(int Key, int Unit), decimal> points = [];

        /// <summary>Negative when <paramref name="left"/> stands before <paramref name="right"/>; zero when nothing separates them.</summary>
        public int Compare(int left, int right)
        {
            var order = left == right ? 0 : indices[right].CompareTo(indices[left]);
            for (var key = 0; order == 0 && left != right && key < nodes.Length; key++)
                order = PointsOf(key, right).CompareTo(PointsOf(key, left));
            return order;
        }

        private decimal PointsOf(int key, int unit)
        {
            if (points.TryGetValue((key, unit), out var known))
                return known;

            var sum = 0m;
            foreach (var node in nodes[key])
                sum += draft.ScoreOf(unit, node);
            return points[(key, unit)] = Rounder.Compared(sum);
        }

        private static int[] NodesOf(CompiledTree tree, TieBreak tieBreak) => tieBreak switch
        {
            TieBreak.NodePoints { Node: var code } => tree.PlaceOf(code) is >= 0 and var node ? [node] : [],
            TieBreak.SupplierPoints { Suppliers: var suppliers } => [.. tree.NodeOfLeaf.Where((_, leaf) => suppliers.Contains(tree.Leaves[leaf].SuppliedBy))],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
