using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>Questionnaires from XLSForm: a workbook, or a folder of CSV files, with the sheets survey, choices, settings and, for the index, factors.</summary>
public sealed class XlsFormReader
{
    private readonly List<Problem> problems = [];
    private readonly ImmutableArray<Table> tables;
    private readonly string file;

    private XlsFormReader(TablesRead read, string file)
    {
        (tables, this.file) = (read.Tables, file);

        // Sheets of notes or pictures beside the form are nobody's business; a template's empty choices are no mistake.
        problems.AddRange(read.Problems.Where(problem => problem.Code != "sheet.empty"));
    }

    /// <param name="path">An .xlsx, or a folder of CSV files.</param>
    /// <returns>The questionnaire, or every problem of the file at once.</returns>
    public static Result<Questionnaire> Read(string path) => Read(TableFiles.Read(path), Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));

    /// <param name="fileName">With extension.</param>
    public static Result<Questionnaire> Read(Stream stream, string fileName) => Read(TableFiles.Read(stream, fileName), fileName);

    /// <param name="file">The place of what belongs to no sheet.</param>
    public static Result<Questionnaire> Read(TablesRead tables, string file) => new XlsFormReader(tables, file).Read();

    private Result<Questionnaire> Read()
    {
        if (Find(XlsFormColumns.Survey) is not { } survey)
        {
            if (problems.Count == 0)
                problems.Add(QuestionnaireProblems.NoSheet(file, XlsFormColumns.Survey));
            return problems.ToImmutableArray();
        }

        var questions = new SheetRows(survey, XlsFormColumns.SurveyPlain, XlsFormColumns.SurveyTexts, mayHaveMore: false, problems);
        var choices = Find(XlsFormColumns.Choices) is { } choiceTable ? new SheetRows(choiceTable, XlsFormColumns.ChoicePlain, ["label"], mayHaveMore: true, problems) : null;
        var factors = Find(XlsFormColumns.Factors) is { } factorTable ? new SheetRows(factorTable, XlsFormColumns.FactorPlain, ["label"], mayHaveMore: false, problems) : null;
        var items = new XlsFormSurvey(questions, survey, problems).Read();
        var form = Settings() with
        {
            Languages = [.. questions.Languages.Concat(choices?.Languages ?? []).Where(language => language.Length > 0).Distinct().DefaultIfEmpty("")],
            Items = items,
            Lists = choices is null ? [] : Lists(choices),
            Factors = factors is null ? [] : Factors(factors),
        };
        form = WithDefaultLanguage(form);
        problems.AddRange(QuestionnaireChecks.Check(form));
        return problems.Count > 0 ? problems.ToImmutableArray() : form;
    }

    private Table? Find(string name) => tables.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase));

    private Questionnaire Settings()
    {
        var empty = new Questionnaire(Path.GetFileNameWithoutExtension(file), "", Translated.None, []) { DefaultLanguage = "", Items = [], Lists = [], Factors = [] };
        if (Find(XlsFormColumns.Settings) is not { } table)
        {
            problems.Add(QuestionnaireProblems.NoSheet(file, XlsFormColumns.Settings));
            return empty;
        }

        var sheet = new SheetRows(table, XlsFormColumns.SettingPlain, ["form_title"], mayHaveMore: false, problems);
        if (sheet.Reading.Rows().FirstOrDefault() is not { } row)
        {
            problems.Add(QuestionnaireProblems.NoSettings(table.Where));
            return empty;
        }

        return empty with { Code = row.Needed("form_id") ?? "", Version = row.Needed("version") ?? "", Title = sheet.Text(row, "form_title"), DefaultLanguage = row.Text("default_language"), Formula = Formula(row) };
    }

    private static IndexFormula Formula(RowReading row) => new(
        row.Choice("scoring", IndexFormula.Scorings, IndexFormula.Plain.Scoring), row.Choice("pooling", IndexFormula.Poolings, IndexFormula.Plain.Pooling), row.Choice("level", IndexFormula.Levels, IndexFormula.Plain.Level));

    private Questionnaire WithDefaultLanguage(Questionnaire form)
    {
        if (form.DefaultLanguage.Length == 0 || form.Languages is [""])
            return form with { DefaultLanguage = form.Languages[0] };
        if (!form.Languages.Contains(form.DefaultLanguage))
            problems.Add(QuestionnaireProblems.NoLanguage(XlsFormColumns.Settings, form.DefaultLanguage, form.Languages));
        return form;
    }

    private ImmutableArray<ChoiceList> Lists(SheetRows sheet)
    {
        var lists = new List<(string Name, List<Choice> Choices)>();
        foreach (var row in sheet.Reading.Rows())
        {
            var (list, name) = (row.Needed("list_name"), row.Needed("name"));
            if (list is null || name is null)
                continue;
            var found = lists.Find(known => known.Name == list);
            if (found.Choices is null)
                lists.Add(found = (list, []));
            if (name.Contains(' ', StringComparison.Ordinal))
                problems.Add(QuestionnaireProblems.ChoiceName(row.Cell("name").Where, name));
            if (found.Choices.Exists(choice => choice.Name == name))
                problems.Add(QuestionnaireProblems.ChoiceTwice(row.Cell("name").Where, list, name));
            var label = sheet.Text(row, "label");
            if (label.IsEmpty)
                problems.Add(QuestionnaireProblems.NoLabel(row.Where, name));
            var columns = sheet.More.Select(column => KeyValuePair.Create(column, row.Text(column))).Where(pair => pair.Value.Length > 0);
            found.Choices.Add(new(name, label, row.YesNo("no_opinion", whenEmpty: false), ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, columns)) { Worth = row.Number("worth"), Where = row.Cell("worth").Where });
        }

        return [.. lists.Select(list => new ChoiceList(list.Name, [.. list.Choices]))];
    }

    private ImmutableArray<Factor> Factors(SheetRows sheet)
    {
        var factors = ImmutableArray.CreateBuilder<Factor>();
        foreach (var row in sheet.Reading.Rows())
        {
            if (row.Needed("code") is not { } code)
                continue;
            var weight = row.Number("weight") ?? 1;
            if (weight <= 0)
                problems.Add(QuestionnaireProblems.Weight(row.Cell("weight").Where));
            if (factors.Any(factor => factor.Code == code))
                problems.Add(QuestionnaireProblems.FactorTwice(row.Cell("code").Where, code));
            else if (row.Text("parent") is { Length: > 0 } parent && factors.All(factor => factor.Code != parent))
                problems.Add(QuestionnaireProblems.NoFactor(row.Cell("parent").Where, parent));
            factors.Add(new(code, row.Text("parent") is { Length: > 0 } above ? above : null, weight, sheet.Text(row, "label")) { Pooling = row.Choice("pooling", IndexFormula.Poolings, IndexFormula.Plain.Pooling) });
        }

        return factors.ToImmutable();
    }
}
