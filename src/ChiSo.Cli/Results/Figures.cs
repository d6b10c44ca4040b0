using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary>Figures as the reader's language writes them; a dash where there is none.</summary>
internal sealed class Figures(Language language)
{
    private const string None = "–";

    /// <summary>A percentage with the method's decimals.</summary>
    public string Index(decimal? value, Method method) => value is { } index ? Text(index, method.Decimals) : None;

    /// <summary>Points as the method prints them: shown, never used in a sum.</summary>
    public string Points(decimal value, Method method) => Text(Rounder.PublishPoints(value, method), Rounder.PointDecimals(method));

    /// <summary>A declared figure as it was entered.</summary>
    public string Plain(decimal value) => VietnameseNumbers.ToWords(value).In(language);

    /// <summary>A difference with its sign: +1,76 or −0,40.</summary>
    public string Change(decimal? value, int decimals) => value switch
    {
        null => None,
        > 0 and var up => $"+{Text(up, decimals)}",
        0 => Text(0, decimals),
        var down => $"−{Text(-down.Value, decimals)}",
    };

    /// <summary>The same; ≈ stands before a change within the error of the surveys behind it.</summary>
    public string Change(UnitChange? change, int decimals) => (change?.LiesWithinMargin() == true ? "≈" : "") + Change(change?.Index, decimals);

    /// <summary>Places gained ▲ or lost ▼.</summary>
    public static string Places(int? places) => places switch
    {
        null => None,
        0 => "=",
        > 0 and var gained => $"▲{gained}",
        var lost => $"▼{-lost.Value}",
    };

    private string Text(decimal value, int decimals) => VietnameseNumbers.ToWords(value, decimals).In(language);
}
