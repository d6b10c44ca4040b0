using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Web.Surveys.Questionnaires;

/// <summary>What the forms of a questionnaire post.</summary>
public static class FormPosts
{
    /// <summary>Every field with its text.</summary>
    public static Dictionary<string, string> Cells(IFormCollection form) => form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);

    /// <summary>The name of a field in a row of a table.</summary>
    public static string Name(int row, string column) => string.Create(CultureInfo.InvariantCulture, $"r{row}.{column}");

    /// <summary>The rows of a table in the order wanted: a button moves one up, and rows marked for it are left out.</summary>
    /// <param name="rows">How many the form had.</param>
    public static ImmutableArray<ImmutableDictionary<string, string>> Rows(IFormCollection form, int rows, IReadOnlyCollection<string> columns)
    {
        var read = Enumerable.Range(0, rows).Select(row => columns.ToImmutableDictionary(column => column, column => form[Name(row, column)].ToString())).ToList();
        if (int.TryParse(form["up"], NumberStyles.None, CultureInfo.InvariantCulture, out var up) && up > 0 && up < read.Count)
            (read[up - 1], read[up]) = (read[up], read[up - 1]);
        return [.. read.Where(row => row.GetValueOrDefault("remove") != "yes")];
    }
}
