using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>What the script needs to draw a chart: the figures of the table beside it, with their words already written.</summary>
/// <param name="Kind">dots, slope, years or histogram.</param>
/// <param name="Height">In pixels on a wide screen.</param>
public sealed record ChartData(string Kind, string Label, int Height, object Content)
{
    /// <summary>Above this many units single marks can't be told apart: the page draws how they are spread.</summary>
    public const int MostMarks = 40;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>JSON that is safe inside a script element.</summary>
    public string Json() => JsonSerializer.Serialize(new { Kind, Label, Height, Content }, Web);
}

/// <summary>One mark of a chart.</summary>
/// <param name="Text">The value as people read it.</param>
/// <param name="Style">Class style, or rise, fall or same.</param>
public sealed record ChartMark(string Name, decimal? Last, decimal Value, string LastText, string Text, string Style);

/// <summary>The charts of a block, by its size.</summary>
public sealed class BlockCharts(Published published, Texts texts, Shown shown)
{
    private readonly Method method = published.Block.Input.Method;
    private readonly ImmutableArray<RankedUnit> ranked = RankingView.InRankOrder(published);

    private int Decimals => method.Decimals;

    public bool Any => ranked.Length > 1;

    /// <summary>Every unit as a dot, or the spread of a large block.</summary>
    public ChartData Index() => ranked.Length <= ChartData.MostMarks
        ? new("dots", texts["Chart_DotsLabel", ranked.Length], 48 + (ranked.Length * 30), new
        {
            Marks = ranked.Select(row => Mark(row, ClassStyle(row))),
            Mean = published.Block.Result.Summary.PublishedMean,
            MeanText = published.Block.Result.Summary.PublishedMean is { } mean ? texts["Chart_Mean", shown.Percent(mean, Decimals)] : "",
            Axis = texts["Chart_AxisFrom"],
        })
        : Spread("Chart_SpreadLabel", ranked.Select(row => row.Result.Published ?? 0), signed: false);

    /// <summary>Last year to this year, or the spread of changes of a large block; <c>null</c> when nothing was published before.</summary>
    public ChartData? Change()
    {
        var compared = ranked.Where(row => row.Result.Change?.Index is not null).ToList();
        if (compared.Count == 0)
            return null;
        if (compared.Count > ChartData.MostMarks)
            return Spread("Chart_ChangesLabel", compared.Select(row => row.Result.Change!.Index!.Value), signed: true);
        return new("slope", texts["Chart_SlopeLabel", compared.Count], 48 + (compared.Count * 30), new
        {
            Marks = compared.Select(row => Mark(row, Direction(row.Result.Change!))), // has an index: filtered above
            LastName = new BlockSentences(published, texts, shown).LastPeriod ?? "",
            Name = published.Block.Input.Period,
        });
    }

    public string ChangeTitle()
    {
        var sentences = new BlockSentences(published, texts, shown);
        return (sentences.Moves() ?? sentences.Title()).TrimEnd('.');
    }

    private ChartMark Mark(RankedUnit row, string style)
    {
        var last = row.Result.Change?.LastIndex;
        var value = row.Result.Published ?? 0;
        return new(texts.Say(row.Unit.Name), last, value, last is { } known ? shown.Fixed(known, Decimals) : "", shown.Fixed(value, Decimals), style);
    }

    private string ClassStyle(RankedUnit row) => row.Result.Class is { } place ? Marks.ClassStyle(place, method.Classes.Length) : "";

    private static string Direction(UnitChange change) => change.LiesWithinMargin() ? "same" : change.Index > 0 ? "rise" : change.Index < 0 ? "fall" : "same";

    private ChartData Spread(string label, IEnumerable<decimal> values, bool signed)
    {
        var bins = values.GroupBy(value => (int)Math.Floor(value)).ToDictionary(bin => bin.Key, bin => bin.Count());
        var from = bins.Keys.Min();
        var shownBins = Enumerable.Range(from, bins.Keys.Max() - from + 1).Select(bin => new
        {
            Name = signed ? shown.WithSign(bin, 0) : shown.Whole(bin),
            Count = bins.GetValueOrDefault(bin),
            Text = shown.Whole(bins.GetValueOrDefault(bin)),
            Style = !signed ? "" : bin < 0 ? "fall" : "rise",
        });
        return new("histogram", texts[label], 280, new { Bins = shownBins, Axis = texts[signed ? "Chart_ChangeAxis" : "Chart_IndexAxis"], Counts = texts["Chart_Units"] });
    }
}
