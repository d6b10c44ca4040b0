using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>Why a unit is not ranked and between which values its index may lie.</summary>
public static class StandingWords
{
    public static string Why(RankedUnit row, Texts texts) => row.Result.Standing switch
    {
        Standing.Excluded => row.Unit.Excluded is { } ground ? texts.Say(ground) : texts["Standing_Excluded"],
        Standing.NoIndex => texts["Standing_NoIndex"],
        Standing.Unknown => texts["Standing_Unknown"],
        _ => "",
    };

    /// <summary>"81,20 – 93,40 %"; one figure where both ends are the same, a dash without an applicable maximum.</summary>
    public static string Range(RankedUnit row, Method method, Shown shown)
    {
        if (row.Result.Lowest is not { } lowest || row.Result.Highest is not { } highest)
            return "–";
        return lowest == highest
            ? shown.Percent(lowest, method.Decimals)
            : $"{shown.Fixed(lowest, method.Decimals)} – {shown.Percent(highest, method.Decimals)}";
    }
}
