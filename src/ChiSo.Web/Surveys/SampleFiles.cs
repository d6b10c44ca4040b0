using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>Lists units fill in, the frame made of them, and who was drawn, as tables.</summary>
internal static class SampleFiles
{
    /// <summary>Whom units list.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["officials", "deputies", "businesses", "served"];

    private const string Dossiers = "dossiers";

    private static readonly ImmutableArray<string> OfPeople = ["id", "unit", "stratum", "cluster", .. Whereabouts.Columns];
    private static readonly ImmutableArray<string> OfDossiers = ["dossier", "unit", "person", "finished", "stratum", "cluster", .. Whereabouts.Columns];

    /// <summary>What units fill in, with what stands in each column for people of this kind, or for dossiers, and the codes of units.</summary>
    public static ImmutableArray<Table> Template(LiveSurvey survey, string kind, Texts texts) =>
    [
        Table.Of(kind == Dossiers ? Dossiers : "people", ColumnsOf(kind), []),
        Table.Of("columns", ["column", "meaning"], ColumnsOf(kind).Select(column => (ImmutableArray<TableCell>)[TableCell.Of(column), TableCell.Of(Meaning(survey, kind, column, texts))])),
        .. SurveyTables.Template(survey).Skip(1),
    ];

    private static string Meaning(LiveSurvey survey, string kind, string column, Texts texts) =>
        column == "unit" ? texts[survey.Declaration.Raters is null ? "Sample_Column_unit" : "Sample_Column_group"]
        : texts[Whereabouts.Columns.Contains(column) ? "Found_Column_" + column : "Sample_Column_" + kind + "_" + column];

    private static ImmutableArray<string> ColumnsOf(string kind) => kind == Dossiers ? OfDossiers : OfPeople;

    /// <summary>The frame as it is hashed, which <c>chiso survey draw</c> reads.</summary>
    public static Table Frame(HeldFrame frame) => Table.Of("frame", ["id", "stratum", "cluster"], SampleDrawing.FrameOf(frame.People).TryGet(out var held)
        ? held.Rows.Select(row => (ImmutableArray<TableCell>)[TableCell.Of(row.Id), TableCell.Of(row.Stratum), TableCell.Of(row.Cluster)])
        : []);

    public static Table People(HeldDraw draw) => Table.Of("sample", ["id", "unit", "stratum", "cluster", "order", "reserve", "weight"], draw.People.Select(one => (ImmutableArray<TableCell>)
        [TableCell.Of(one.Id), TableCell.Of(one.Unit), TableCell.Of(one.Stratum), TableCell.Of(one.Cluster), TableCell.Of((decimal)one.Order), TableCell.Of(one.IsReserve ? "yes" : "no"), TableCell.Of((decimal)one.Weight)]));
}
