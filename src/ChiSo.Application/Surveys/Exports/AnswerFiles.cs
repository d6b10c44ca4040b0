using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>The files in which the answers that count leave a closed survey: small groups put together or left out, a group at a time in memory.</summary>
public sealed class AnswerFiles
{
    private readonly LiveSurvey survey;
    private readonly ShownAnswers shown;
    private readonly bool isIllustrative;
    private readonly Lazy<SharedValues> shared;

    /// <param name="isIllustrative">Whether every file says so.</param>
    public AnswerFiles(LiveSurvey survey, CountedAnswers counted, ResponseSaid response, bool isIllustrative) =>
        (this.survey, shown, this.isIllustrative, Notes, shared) = (survey, counted.Shown(survey), isIllustrative, new(counted, response) { IsIllustrative = isIllustrative }, new(Share));

    /// <summary>Endings answers can be written with.</summary>
    public static ImmutableArray<string> Endings { get; } = ["csv", "xlsx", "sav", "dta"];

    public SmallGroups Hidden => shown.Hidden;

    public ExportNotes Notes { get; }

    /// <summary>How many values were emptied in answers and why; <c>null</c> where none was.</summary>
    public Words? Emptied => shared.Value.Said;

    internal ShownAnswers Shown => shown;

    internal bool IsIllustrative => isIllustrative;

    /// <param name="ending">One of <see cref="Endings"/>.</param>
    /// <param name="now">UTC; stands in files of SPSS and Stata.</param>
    public void Write(Stream file, string ending, DateTime now)
    {
        if (ending == "csv")
        {
            WriteCsv(file, AnswerExport.Table(survey, shown.Outline, shared.Value, shown.Rows(), isIllustrative));
            return;
        }

        var table = AnswerExport.Labelled(survey, shown.Outline, shared.Value, shown.Rows(), isIllustrative);
        if (ending == "sav")
            SavWriter.Write(file, table, VietnamTime.Local(now));
        else if (ending == "dta")
            DtaWriter.Write(file, table, VietnamTime.Local(now));
        else
            XlsxTables.Write(file, [AnswerExport.Table(survey, shown.Outline, shared.Value, shown.Rows(), isIllustrative), AnswerExport.Codes(table), Notes.About(survey, Emptied)]);
    }

    /// <summary>What files other than a workbook have no place for.</summary>
    public void WriteAbout(Stream file) => WriteCsv(file, Notes.About(survey, Emptied));

    /// <summary>The free texts, shuffled, with nothing beside them.</summary>
    public void WriteTexts(Stream file) => WriteCsv(file, AnswerExport.Texts(survey, shown.Rows(), isIllustrative));

    /// <summary>The answers as CSV with the columns of their design.</summary>
    internal void WriteWeighed(Stream file, CarriedDesign design) => WriteCsv(file, AnswerExport.Table(survey, shown.Outline, shared.Value, shown.Rows(), isIllustrative, design));

    /// <summary>The pictures with their questions, by their random names and with nothing beside them.</summary>
    public ImmutableArray<(string Question, string Name)> Pictures() =>
        [.. shown.Rows().SelectMany(answer => survey.Form.Questions().Where(question => question.Kind == QuestionKind.Picture && answer.Values.ContainsKey(question.Name)).Select(question => (question.Name, answer.Values[question.Name]))).OrderBy(picture => picture.Item2, StringComparer.Ordinal)];

    /// <param name="answers">The name of the file it describes.</param>
    /// <param name="design">Whose columns the file has; <c>null</c> for none.</param>
    public void WriteCodebook(Stream file, string answers, CarriedDesign? design = null)
    {
        var table = AnswerExport.Labelled(survey, shown.Outline, SharedValues.All, [], isIllustrative);
        DdiCodebook.Write(file, survey, table with { Variables = [.. table.Variables, .. design?.Variables ?? []] }, answers, Hidden, Notes, design);
    }

    /// <summary>The script of R that computes every figure again.</summary>
    /// <param name="answers">The name of the CSV file it reads.</param>
    /// <param name="blocks">Names and units, as results show them.</param>
    /// <param name="sizes">People of the groups; <c>null</c> for what is known of the sample.</param>
    public Result<string> Script(string answers, ImmutableArray<(Words Name, ImmutableArray<string> Units)> blocks, GroupSizes? sizes = null)
    {
        var computed = shown.Index(survey, sizes);
        if (!computed.TryGet(out var figures))
            return computed.Problems;
        var known = sizes ?? shown.Counted.Sample.Sizes;
        var means = SurveyResults.Of(survey, [.. shown.Rows()], blocks, by: null, known).TryGet(out var results) ? results.Blocks : [];
        var script = IndexScript.Of(survey, answers, Hidden, figures, means, known, Notes);
        return isIllustrative && script.TryGet(out var text) ? $"# {ExportNotes.Illustrative.Vi} / {ExportNotes.Illustrative.En}\n{text}" : script;
    }

    private SharedValues Share() => SharedValues.Of(survey, shown);

    private static void WriteCsv(Stream file, TableRows rows) => CsvTables.Write(file, rows, CsvWriting.Exchanged);
}
