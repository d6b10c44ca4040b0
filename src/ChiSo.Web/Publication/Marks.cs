using ChiSo.Application.Surveys.Management;
using ChiSo.Engine;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Html;

namespace ChiSo.Web.Publication;

/// <summary>Small marks that carry a word or a figure beside their colour.</summary>
public sealed class Marks(Texts texts, Shown shown)
{
    private const int Colours = 5;

    /// <summary>The style of a class: the best one blue, the worst one orange, whatever their number.</summary>
    public static string ClassStyle(int place, int count) =>
        $"class-{(count <= 1 ? 0 : (int)Math.Round(place * (Colours - 1) / (double)(count - 1), MidpointRounding.AwayFromZero))}";

    /// <summary>▲ +1,76 or ▼ −0,50; "0,00" without a change; a dash when nothing was published before.</summary>
    public HtmlString Change(decimal? change, int decimals)
    {
        if (change is not { } value)
            return None();
        var figure = shown.WithSign(value, decimals);
        return value switch
        {
            > 0 => new($"<span class=\"change rise\"><i aria-hidden=\"true\">▲</i> {figure}</span>"),
            < 0 => new($"<span class=\"change fall\"><i aria-hidden=\"true\">▼</i> {figure}</span>"),
            _ => new($"<span class=\"change\">{figure}</span>"),
        };
    }

    /// <summary>The same; "≈ +0,30" without a direction where the change lies within the error of the surveys behind it.</summary>
    public HtmlString Change(UnitChange? change, int decimals)
    {
        if (change is not { Index: { } value } || !change.LiesWithinMargin())
            return Change(change?.Index, decimals);
        return Within(value, change.Margin ?? 0, decimals);
    }

    /// <summary>The change of a figure of a survey since the one before; within the error of both as above.</summary>
    public HtmlString Change(FigureChange? change, int decimals)
    {
        if (change is null)
            return None();
        var value = (decimal)change.Change;
        return change.IsBeyondError ? Change(value, decimals) : Within(value, (decimal)(change.Margin ?? 0), decimals);
    }

    private HtmlString Within(decimal value, decimal margin, int decimals)
    {
        var within = texts["Change_Within", shown.Fixed(margin, decimals)];
        return new($"<span class=\"change\" title=\"{within}\"><i aria-hidden=\"true\">≈</i> {shown.WithSign(value, decimals)}<span class=\"visually-hidden\">, {within}</span></span>");
    }

    /// <summary>Places gained or lost: ▲ +2, ▼ −1.</summary>
    public HtmlString Places(int? places) => places is 0
        ? new($"<span class=\"change\">0</span>")
        : Change(places, 0);

    public HtmlString None() => new($"<span class=\"quiet\"><span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">{texts["Table_None"]}</span></span>");
}
