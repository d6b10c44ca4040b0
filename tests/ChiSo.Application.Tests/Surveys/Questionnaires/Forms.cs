using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Surveys.Questionnaires;

/// <summary>Questionnaires written as short tables: cells parted by a bar, rows by lines.</summary>
internal static class Forms
{
    public const string Settings = "form_id|version|form_title\nf|1|Form";

    public static Result<Questionnaire> Read(string survey, string choices = "list_name|name|label\nyn|yes|Yes\nyn|no|No", string? settings = Settings, string? factors = null)
    {
        List<Table> tables = [Sheet("survey", survey), Sheet("choices", choices)];
        if (settings is not null)
            tables.Add(Sheet("settings", settings));
        if (factors is not null)
            tables.Add(Sheet("factors", factors));
        return XlsFormReader.Read(new TablesRead([.. tables], []), "f.xlsx");
    }

    public static Questionnaire Good(string survey, string choices = "list_name|name|label\nyn|yes|Yes\nyn|no|No", string? factors = null) =>
        Read(survey, choices, factors: factors).TryGet(out var form) ? form : throw new InvalidOperationException(string.Join('\n', Read(survey, choices, factors: factors).Problems));

    private static Table Sheet(string name, string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('|')).ToList();
        return new(name, name, [.. lines[0]], [.. lines.Skip(1).Select((line, at) => new TableRow($"{name}!{at + 2}",
            [.. lines[0].Select((_, column) => new TableCell($"{name}!{(char)('A' + column)}{at + 2}", column < line.Length ? line[column] : "", IsNumber: false))]))]);
    }
}
