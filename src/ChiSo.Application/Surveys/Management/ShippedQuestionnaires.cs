using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Management;

/// <summary>The questionnaires that come along with the program: the folders of <c>data/questionnaires</c>.</summary>
public static class ShippedQuestionnaires
{
    private const string Prefix = "questionnaires/";

    /// <summary>By code, the newest version of each first.</summary>
    public static ImmutableArray<Questionnaire> All { get; } = [.. Folders().Select(Read).OrderBy(form => form.Code, StringComparer.Ordinal).ThenByDescending(form => int.Parse(form.Version, CultureInfo.InvariantCulture))];

    /// <summary>The newest version; <c>null</c> for a code of none.</summary>
    public static Questionnaire? Find(string code) => All.FirstOrDefault(form => form.Code == code);

    /// <summary><c>null</c> where none came along.</summary>
    public static Questionnaire? Find(string code, string version) => All.FirstOrDefault(form => form.Code == code && form.Version == version);

    private static IEnumerable<string> Folders() => typeof(ShippedQuestionnaires).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal);

    private static Questionnaire Read(string folder)
    {
        var assembly = typeof(ShippedQuestionnaires).Assembly;
        var tables = assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Prefix}{folder}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // named by the assembly itself
            return CsvTables.Read(stream, name[(name.LastIndexOf('/') + 1)..]);
        });
        return XlsFormReader.Read(TablesRead.Together(tables), folder) is var read && read.TryGet(out var form) ? form : throw new InvalidDataException($"The questionnaire {folder} can't be read: {read.Problems[0]}");
    }
}
