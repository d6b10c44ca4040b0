using ChiSo.Application.CriteriaSets;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary>What became of each line between two editions of a set, on the terminal and in JSON.</summary>
internal static class MappedLines
{
    /// <summary>How many of each kind, then every line that is not what it was.</summary>
    public static void Show(Screen screen, SetMapping mapping)
    {
        screen.Line(Counts(mapping));
        foreach (var line in mapping.Lines.Where(line => line.Change is not (LineChange.Same or LineChange.Reworded)))
            screen.Line(Named(line));
    }

    /// <summary>Codes before and after, and the kind of change.</summary>
    public static IEnumerable<OfLine> Document(SetMapping mapping) =>
        mapping.Lines.Select(line => new OfLine(line.Before?.Code.Value, line.After?.Code.Value, line.Change.ToString()));

    private static Words Counts(SetMapping mapping)
    {
        var counts = Enum.GetValues<LineChange>().Select(change => (Change: change, Count: mapping.Lines.Count(line => line.Change == change))).Where(pair => pair.Count > 0).ToList();
        return new(
            $"Tiêu chí: {string.Join("; ", counts.Select(pair => $"{LineChangeWords.Of(pair.Change).Vi} {pair.Count}"))}.",
            $"Criteria: {string.Join("; ", counts.Select(pair => $"{LineChangeWords.Of(pair.Change).En} {pair.Count}"))}.");
    }

    private static Words Named(MappedLine line)
    {
        var shown = (line.After ?? line.Before)!; // one of them is there
        var origin = line is { IsRecut: true, Before: { } before } ? new($" ({before.Number.Value} {before.Name.Vi})", $" ({before.Number.Value} {before.Name.En})") : Words.Same("");
        return new($"  {shown.Number.Value} {shown.Name.Vi}: {LineChangeWords.Of(line.Change).Vi}{origin.Vi}", $"  {shown.Number.Value} {shown.Name.En}: {LineChangeWords.Of(line.Change).En}{origin.En}");
    }

    /// <summary>One line; <c>null</c> where it was not or is no more.</summary>
    internal sealed record OfLine(string? Before, string? After, string Change);
}
