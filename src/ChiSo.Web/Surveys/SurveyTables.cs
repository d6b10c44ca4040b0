using System.Collections.Immutable;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>The tables of a survey's pages as files hold them: the same figures, the same hidden.</summary>
public static class SurveyTables
{
    private const int Decimals = 4;

    public static Table Fieldwork(LiveSurvey survey, FieldworkBoard board, Texts texts, Shown shown) => Table.Of("fieldwork",
        [texts["File_Code"], texts["Table_Unit"], texts["Fieldwork_Stratum"], texts["Fieldwork_Invited"], texts["Fieldwork_Answers"], texts["Fieldwork_Hidden"], texts["Fieldwork_Rate"], texts["Fieldwork_Target"]],
        board.Units.SelectMany(unit => unit.Strata.Select(stratum => Row(survey, unit.Unit, FieldworkWords.Stratum(stratum.Stratum, texts), stratum.Count, texts, shown))
            .Prepend(Row(survey, unit.Unit, "", unit.Count, texts, shown))));

    /// <summary>A row a figure: the whole index of a unit, its factors, its questions.</summary>
    public static Table Results(LiveSurvey survey, SurveyResults results, YearOnYear? year, Texts texts) => Table.Of("results",
        [
            texts["Results_Block"], texts["File_Code"], texts["Table_Unit"], texts["Table_Rank"], texts["Results_PlaceFrom"], texts["Results_PlaceTo"], texts["Results_Level"], texts["Results_Figure"], texts["Results_Name"],
            texts["Results_Value"], texts["Results_Lower"], texts["Results_Upper"], texts["Results_Answers"], texts["Fieldwork_Hidden"], texts["Results_Which"], texts["Results_Before"], texts["Results_Change"], texts["Results_BeyondError"],
        ],
        from block in results.Blocks
        from unit in block.Units
        from figure in unit.Figures
        let change = year?.Changes.GetValueOrDefault((unit.Unit, figure.Code))
        select (ImmutableArray<TableCell>)
        [
            TableCell.Of(texts.Say(block.Name)), TableCell.Of(unit.Unit), TableCell.Of(SurveyNames.Unit(survey, unit.Unit)), Place(figure, unit.By, unit.Place?.Place), Place(figure, unit.By, unit.Place?.From), Place(figure, unit.By, unit.Place?.To),
            TableCell.Of(texts["Results_Level_" + figure.Level]), TableCell.Of(figure.Code), TableCell.Of(SurveyNames.Figure(survey, figure.Code, texts)), Number(figure.Value), Number(figure.Lower), Number(figure.Upper),
            figure.IsHidden ? TableCell.Blank : TableCell.Of((decimal)figure.Answers), TableCell.Of(Hidden(figure, texts)), TableCell.Of(texts["Results_Own", survey.Code]), Number(change?.Before), Number(change?.Change),
            change is null ? TableCell.Blank : TableCell.Of(change.IsBeyondError),
        ]);

    /// <summary>What the rows of results can't say of themselves: a sheet of its own in a workbook, a file of its own beside CSV.</summary>
    /// <param name="year">What changes are told against; <c>null</c> for none.</param>
    public static Table About(LiveSurvey survey, Words counted, ResponseSaid response, YearOnYear? year)
    {
        var about = ExportNotes.About(survey, counted, response);
        return Table.Of(about.Name, about.Columns, year is { IsOfRelease: true } ? about.Rows.Append([TableCell.Of("compared"), Since(Tongue.Vietnamese), Since(Tongue.English)]) : about.Rows);
    }

    /// <summary>What units fill in: the columns of the list, and the codes of units.</summary>
    public static ImmutableArray<Table> Template(LiveSurvey survey) =>
    [
        Table.Of("people", ["id", "unit", "stratum", .. Whereabouts.Columns], []),
        Table.Of("units", ["unit", "name"], survey.Declaration.Lists().Select(one => (ImmutableArray<TableCell>)[TableCell.Of(one.Code), TableCell.Of(one.Name)])),
    ];

    /// <summary>What is filled in to say who rates whom: the columns, what stands in them, and the codes of units by round.</summary>
    public static ImmutableArray<Table> Raters(IEnumerable<LiveRound> rounds, Texts texts) =>
    [
        Table.Of("raters", RaterTable.Columns, []),
        Table.Of("columns", ["column", "meaning"], RaterTable.Columns.Select(column => (ImmutableArray<TableCell>)[TableCell.Of(column), TableCell.Of(texts["Raters_Column_" + column])])),
        Table.Of("units", ["round", "unit", "name"], from round in rounds from block in round.Blocks from unit in block.Units select (ImmutableArray<TableCell>)[TableCell.Of(round.Code), TableCell.Of(unit.Code), TableCell.Of(texts.Say(unit.Name))]),
    ];

    private static ImmutableArray<TableCell> Row(LiveSurvey survey, string unit, string stratum, FieldworkCount count, Texts texts, Shown shown) =>
    [
        TableCell.Of(unit), TableCell.Of(SurveyNames.Invited(survey, unit)), TableCell.Of(stratum), TableCell.Of((decimal)count.Invited), TableCell.Of((decimal?)count.Answers),
        TableCell.Of(count.Telling == Telling.Known ? "" : FieldworkWords.Answers(count, survey.Declaration, texts, shown)), Number(count.Rate), TableCell.Of((decimal?)count.Target),
    ];

    private static TableCell Since(Tongue tongue) => TableCell.Of(Texts.In(tongue)["Results_SinceReleased"]);

    private static string Hidden(ResultFigure figure, Texts texts) => (figure.IsHidden, figure.IsWeak) switch
    {
        (true, true) => texts["Results_TooWeak"],
        (true, false) => texts["Fieldwork_Withheld"],
        (false, true) => texts["Results_Weak"],
        _ => "",
    };

    private static TableCell Place(ResultFigure figure, string by, int? place) => figure.Code == by ? TableCell.Of((decimal?)place) : TableCell.Blank;

    private static TableCell Number(double? value) => value is { } number ? TableCell.Of(decimal.Round((decimal)number, Decimals)) : TableCell.Blank;
}
