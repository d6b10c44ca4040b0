using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>What a block's result says, in sentences with their figures: the answer before the table.</summary>
public sealed class BlockSentences(Published published, Texts texts, Shown shown)
{
    private readonly BlockInput input = published.Block.Input;
    private readonly BlockSummary summary = published.Block.Result.Summary;

    private int Decimals => input.Method.Decimals;

    /// <summary>The period the changes look back to; <c>null</c> when none was published.</summary>
    public string? LastPeriod => summary.Means.Length > 1 ? summary.Means[^2].Period : null;

    /// <summary>"16 đơn vị: trung bình 92,27 %, tăng 1,76 điểm phần trăm".</summary>
    public string Title()
    {
        var units = shown.Whole(summary.Ranked);
        if (summary.PublishedMean is not { } mean)
            return texts["Sentence_TitleNone"];
        var figure = shown.Percent(mean, Decimals);
        return summary.MeanChange switch
        {
            null => texts["Sentence_Title", units, figure],
            0 => texts["Sentence_TitleSame", units, figure],
            { } change => texts[change > 0 ? "Sentence_TitleRose" : "Sentence_TitleFell", units, figure, shown.Fixed(Math.Abs(change), Decimals)],
        };
    }

    /// <summary>What changed, in order of weight; empty when no unit is ranked.</summary>
    public ImmutableArray<string> All() => summary.Ranked == 0
        ? []
        : [.. new[] { Mean(), Classes(), Moves(), Above() }.OfType<string>()];

    public string? Mean()
    {
        if (summary.PublishedMean is not { } mean)
            return null;
        var figure = shown.Percent(mean, Decimals);
        if (summary.MeanChange is not { } change || LastPeriod is not { } last)
            return texts["Sentence_Mean", figure];
        var size = shown.Fixed(Math.Abs(change), Decimals);
        return change switch
        {
            > 0 when summary.MeanRisesInARow > 1 => texts["Sentence_MeanRoseInARow", figure, size, texts.Period(last), summary.MeanRisesInARow],
            > 0 => texts["Sentence_MeanRose", figure, size, texts.Period(last)],
            < 0 => texts["Sentence_MeanFell", figure, size, texts.Period(last)],
            _ => texts["Sentence_MeanSame", figure, texts.Period(last)],
        };
    }

    public string Classes()
    {
        var names = input.Method.Classes.Select(band => texts.Say(band.Name).ToLower(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var filled = names.Zip(summary.ClassCounts).Where(pair => pair.Second > 0).Select(pair => $"{shown.Whole(pair.Second)} {pair.First}").ToList();
        var empty = names.Zip(summary.ClassCounts).Where(pair => pair.Second == 0).Select(pair => pair.First).ToList();
        return empty.Count == 0
            ? texts["Sentence_Classes", texts.List(filled)]
            : texts["Sentence_ClassesSomeEmpty", texts.List(filled), texts.List(empty)];
    }

    public string? Moves()
    {
        if (summary.Rose + summary.Fell + summary.Unchanged == 0 || LastPeriod is not { } last)
            return null;
        if (summary.Fell + summary.Unchanged == 0)
            return texts["Sentence_AllRose", shown.Whole(summary.Rose), texts.Period(last)];
        return summary.Unchanged == 0
            ? texts["Sentence_Moves", shown.Whole(summary.Rose), shown.Whole(summary.Fell), texts.Period(last)]
            : texts["Sentence_MovesSomeSame", shown.Whole(summary.Rose), shown.Whole(summary.Fell), shown.Whole(summary.Unchanged), texts.Period(last)];
    }

    public string? Above()
    {
        if (input.Method.CountAbove is not { } threshold || summary.Means.IsEmpty || summary.Means[^1].Above is not { } above)
            return null;
        var bound = shown.PlainPercent(threshold);
        var (count, all) = (shown.Whole(above), shown.Whole(summary.Ranked));
        return summary.AllAboveInARow > 1
            ? texts["Sentence_AboveInARow", count, all, bound, summary.AllAboveInARow]
            : texts["Sentence_Above", count, all, bound];
    }
}
