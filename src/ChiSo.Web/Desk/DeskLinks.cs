using ChiSo.Application.Desk;
using ChiSo.Web.Assessment;

namespace ChiSo.Web.Desk;

/// <summary>Where a piece of open work is done.</summary>
public static class DeskLinks
{
    public static string Of(OpenWork work) => work.Kind switch
    {
        WorkKind.Enter or WorkKind.LookThrough => SheetAddress.Of(work.Round, work.Block, work.Unit, work.Stage),
        _ => $"/desk/rounds/{work.Round}",
    };
}
