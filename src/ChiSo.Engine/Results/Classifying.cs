using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>Puts ranked units into classes ("xếp loại"): bounds, then gates, then quotas. Needs ranks.</summary>
internal static class Classifying
{
    public static void Fill(BlockDraft draft)
    {
        if (draft.Input.Method.Classes.IsEmpty)
            return;

        var requirements = draft.Input.Method.Gates.Select(gate => Requirement.Of(gate.Requires, draft.Tree)).ToArray();
        foreach (var unit in draft.Order)
        {
            draft.ClassReasons[unit] = [];
            ByBound(draft, unit);
            ByGates(draft, unit, requirements);
        }

        foreach (var quota in draft.Input.Method.Quotas)
            ByQuota(draft, quota);
    }

    private static void ByBound(BlockDraft draft, int unit)
    {
        var bands = draft.Input.Method.Classes;
        var value = draft.ValueOn(draft.Input.Method.ClassifyOn, unit);
        var reached = 0;
        while (reached < bands.Length - 1 && value < Rounder.Compared(bands[reached].From))
            reached++;
        Move(draft, unit, reached, new ClassReason.Bound(reached, value, bands[reached].From));
    }

    private static void ByGates(BlockDraft draft, int unit, Requirement[] requirements)
    {
        for (var gate = 0; gate < requirements.Length; gate++)
        {
            var (from, cap) = (ClassOf(draft, unit), draft.Input.Method.Gates[gate].CapsAt);
            if (from < cap && !requirements[gate].IsMetBy(draft, unit))
                Move(draft, unit, cap, new ClassReason.Gated(gate, from, cap));
        }
    }

    /// <summary>Keeps the first units by rank, as many as the quota admits; the rest fall one class.</summary>
    private static void ByQuota(BlockDraft draft, Quota quota)
    {
        if (quota.Class >= draft.Input.Method.Classes.Length - 1)
            return;

        var limit = LimitOf(quota, draft.Order.Length);
        int[] members = [.. draft.Order.Where(unit => ClassOf(draft, unit) == quota.Class)];
        var kept = Math.Min(limit, members.Length);
        if (kept < members.Length && kept > 0 && draft.Ranks[members[kept - 1]] == draft.Ranks[members[kept]])
            kept = EdgeOfTie(draft, members, kept, quota.TieOverEdgeFalls);
        foreach (var unit in members.AsSpan(kept..))
            Move(draft, unit, quota.Class + 1, new ClassReason.QuotaFull(quota.Class, quota.Class + 1, limit));
    }

    private static int LimitOf(Quota quota, int ranked) =>
        quota.Number ?? (int)decimal.Floor((quota.SharePercent ?? 100) * ranked / 100);

    private static int EdgeOfTie(BlockDraft draft, int[] members, int kept, bool falls)
    {
        var tied = draft.Ranks[members[kept]];
        return falls
            ? Array.FindIndex(members, unit => draft.Ranks[unit] == tied)
            : Array.FindLastIndex(members, unit => draft.Ranks[unit] == tied) + 1;
    }

    private static int ClassOf(BlockDraft draft, int unit) => draft.Classes[unit] ?? throw new UnreachableException();

    private static void Move(BlockDraft draft, int unit, int to, ClassReason because)
    {
        draft.Classes[unit] = to;
        draft.ClassReasons[unit] = draft.ClassReasons[unit].Add(because);
    }

    /// <summary>A gate's condition with its node looked up once.</summary>
    private sealed record Requirement(GateCondition Condition, int Node)
    {
        public static Requirement Of(GateCondition condition, CompiledTree tree) =>
            new(condition, condition is GateCondition.NodeShareAtLeast share ? tree.PlaceOf(share.Node) : -1);

        public bool IsMetBy(BlockDraft draft, int unit) => Condition switch
        {
            GateCondition.WithoutMark { Mark: var mark } => !draft.Input.Units[unit].Marks.Contains(mark),
            GateCondition.NodeShareAtLeast { Percent: var least } => Node < 0
                || Percent.Of(draft.ScoreOf(unit, Node), draft.MaxOf(unit, Node)) is not { } reached
                || Rounder.Compared(reached.Value) >= Rounder.Compared(least),
            _ => throw new UnreachableException(),
        };
    }
}
