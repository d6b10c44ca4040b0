namespace ChiSo.Engine;

/// <summary>Why a unit has no rank, in words that stand beside its name.</summary>
internal static class Unranked
{
    private static readonly Words LinesUnknown = new("Còn tiêu chí chưa có số liệu.", "Some lines are still unknown.");

    private static readonly Words NothingApplies = new("Không có tiêu chí nào áp dụng, nên không tính được chỉ số.", "No line applies, so there is no index.");

    public static Words? Why(UnitInput unit, Standing standing) => standing switch
    {
        Standing.Ranked => null,
        Standing.Unknown => LinesUnknown,
        Standing.NoIndex => NothingApplies,
        _ => unit.Excluded,
    };
}
