using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>What a file of answers can't say of itself: which answers count by which rule, and what became of those who were asked.</summary>
public sealed record ExportNotes(CountedAnswers Counted, ResponseSaid Response)
{
    public static Words Illustrative { get; } = new("Số liệu minh họa", "Illustrative data");

    public bool IsIllustrative { get; init; }

    /// <summary>A sheet of its own in a workbook; beside other files, a file of its own.</summary>
    /// <param name="emptied">What <see cref="SharedValues.Said"/> of the answers.</param>
    public TableRows About(LiveSurvey survey, Words? emptied)
    {
        var about = About(survey, Counted.Said, Response);
        var rows = emptied is { } said ? about.Rows.Append(Row("emptied", said.Vi, said.En)) : about.Rows;
        return about with { Rows = IsIllustrative ? rows.Prepend(Row("note", Illustrative.Vi, Illustrative.En)) : rows };
    }

    /// <summary>The same for files of results.</summary>
    /// <param name="counted">Which answers count.</param>
    public static TableRows About(LiveSurvey survey, Words counted, ResponseSaid response) => new("about", ["item", "vi", "en"],
    [
        Row("survey", survey.Code, survey.Code), Row("questionnaire", $"{survey.Form.Code} {survey.Form.Version}".Trim(), $"{survey.Form.Code} {survey.Form.Version}".Trim()), Row("content", survey.Hash, survey.Hash),
        .. FormulaRow(survey),
        Row("counting", counted.Vi, counted.En), Row("outcomes", response.Outcomes.Vi, response.Outcomes.En),
        .. response.Rates.Select(rate => Row(rate.Code, rate.Said.Vi, rate.Said.En)),
    ]);

    private static IEnumerable<ImmutableArray<TableCell>> FormulaRow(LiveSurvey survey) => IndexTree.Items(survey.Form).Count > 0 && FormulaWords.Of(survey.Form) is var formula ? [Row("formula", formula.Vi, formula.En)] : [];

    private static ImmutableArray<TableCell> Row(string item, string vi, string en) => [TableCell.Of(item), TableCell.Of(vi), TableCell.Of(en)];
}
