using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Cli.Results;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Rounds;

/// <summary>What an import would do to the results of a block, on the terminal.</summary>
internal static class MovesTable
{
    private const int Shown = 20;

    /// <param name="block">The block as it would be.</param>
    public static void Show(Screen screen, BlockDocument block, BlockMoves moves)
    {
        var units = block.Units.ToDictionary(unit => unit.Code, unit => unit.Name);
        var lines = block.Criteria.Leaves().ToDictionary(line => line.Code);
        screen.Title(screen.Say(new($"{block.Name.Vi}: kết quả sẽ đổi", $"{block.Name.En}: results that would move")));
        Tell(screen, [.. moves.Units.Select(move => Of(move, units[move.Unit], block.Method)), .. moves.Lines.Select(move => Of(move, units, lines[move.Line], block.Method))]);
    }

    /// <summary>The same as <c>--json</c> tells it.</summary>
    public static object Document(BlockMoves moves) =>
        new { moves.Block, moves.Units, Lines = moves.Lines.Select(line => new { line.Unit, Line = line.Line.Value, line.Before, line.After, line.Peers }) };

    private static void Tell(Screen screen, List<Words> sentences)
    {
        foreach (var sentence in sentences.Take(Shown))
            screen.Line(sentence);
        if (sentences.Count > Shown)
            screen.Line(new Words($"… và {sentences.Count - Shown} thay đổi nữa; dùng --json để xem hết.", $"… and {sentences.Count - Shown} more; --json shows all."));
    }

    private static Words Of(UnitMove move, Words unit, Method method) => new(
        $"{unit.Vi}: {Index(Language.Vi, move, method)}; {(move.RankBefore == move.RankAfter ? "vẫn hạng" : $"hạng {Rank(move.RankBefore)} →")} {Rank(move.RankAfter)}",
        $"{unit.En}: {Index(Language.En, move, method)}; {(move.RankBefore == move.RankAfter ? "still rank" : $"rank {Rank(move.RankBefore)} →")} {Rank(move.RankAfter)}");

    private static Words Of(Movement move, Dictionary<string, Words> units, CriteriaNode line, Method method) => new(
        $"  {units[move.Unit].Vi}, {line.Number.Value} {line.Name.Vi}: {Points(Language.Vi, move, method)}{Because(move, "do", "đổi", peer => NameOf(peer, units).Vi, Language.Vi)}",
        $"  {units[move.Unit].En}, {line.Number.Value} {line.Name.En}: {Points(Language.En, move, method)}{Because(move, "because of", "went", peer => NameOf(peer, units).En, Language.En)}");

    private static string Because(Movement move, string because, string went, Func<string, string> nameOf, Language language) => move.Peers.IsEmpty
        ? ""
        : $", {because} {string.Join("; ", move.Peers.Select(peer => $"{nameOf(peer.Unit)} {went} {Value(language, peer.Before)} → {Value(language, peer.After)}"))}";

    private static Words NameOf(string unit, Dictionary<string, Words> units) => units.TryGetValue(unit, out var name) ? name : Words.Same(unit);

    private static string Index(Language language, UnitMove move, Method method) =>
        $"{new Figures(language).Index(move.IndexBefore, method)} → {new Figures(language).Index(move.IndexAfter, method)} %";

    private static string Points(Language language, Movement move, Method method) =>
        $"{(move.Before is { } before ? new Figures(language).Points(before, method) : "–")} → {(move.After is { } after ? new Figures(language).Points(after, method) : "–")}";

    private static string Value(Language language, decimal? value) => value is { } known ? new Figures(language).Plain(known) : "–";

    private static string Rank(int? rank) => rank?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
