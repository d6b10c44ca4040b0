using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Results;
using ChiSo.Cli.Rounds;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary><c>chiso compare</c>: a round beside an earlier one, as published, under the same rules, and on the criteria both share.</summary>
internal static class CompareCommand
{
    public static Command Create(SharedOptions shared)
    {
        var now = shared.Argument(Names.RoundOrSource, Names.RoundOrSourceMeaning);
        var before = shared.Argument(new("KỲ-TRƯỚC", "EARLIER"), new("Kỳ để so sánh: thư mục, tệp hoặc mã kỳ.", "The round to compare with: a folder, a file or a code."));
        var command = new GuidedCommand("compare", shared.Say(new(
            "So hai kỳ: số đã công bố, kỳ trước tính lại theo quy định kỳ này, và phần tiêu chí chung.",
            "Compare two rounds: as published, the earlier one under the later one's rules, and on common criteria.")))
        {
            Examples =
            [
                new("chiso compare ky-2024 ky-2023", new("Hai kỳ trong cơ sở dữ liệu.", "Two rounds in the database.")),
                new("chiso compare ky-2024.xlsx samples/can-tho-2023 --json", new("Hai kỳ trong tệp, dạng JSON.", "Two rounds in files, as JSON.")),
            ],
        };
        command.Add(now);
        command.Add(before);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, database) = (shared.ScreenOf(parsed), shared.DatabaseOf(parsed));
            return RoundSource.UseAsync(screen, database, parsed.GetRequiredValue(now), later => RoundSource.UseAsync(
                screen, database, parsed.GetRequiredValue(before), earlier => Task.FromResult(Compare(screen, ComputedRound.Of(later), ComputedRound.Of(earlier))), cancel), cancel);
        });
        return command;
    }

    private static int Compare(Screen screen, ComputedRound now, ComputedRound before)
    {
        var pairs = now.Blocks.Join(before.Blocks, block => block.Block.Code, block => block.Block.Code, (later, earlier) => (Later: later, Earlier: earlier)).ToImmutableArray();
        if (pairs.IsEmpty)
            return screen.Problem(NoBlock(now.Round.Code, before.Round.Code), ExitCode.Problems);
        var blocks = pairs.Select(pair => ComparedBlock.Of(pair.Later, before.Round, pair.Earlier)).ToList();
        if (screen.IsJson)
            screen.Document(new { Round = now.Round.Code, Earlier = before.Round.Code, Blocks = blocks.ConvertAll(ComparedDocument.Of) });
        else
            blocks.ForEach(block => ComparisonTable.Show(screen, block));
        return (int)ExitCode.Ok;
    }

    private static Problem NoBlock(string now, string before) => new("compare.no-block", $"{now}, {before}",
        new("Hai kỳ không có khối nào cùng mã.", "The two rounds have no block of the same code."),
        new("Đặt cùng mã cho những khối tiếp nối nhau.", "Give blocks that continue each other the same code."));
}

/// <summary>A block beside the same block of an earlier round.</summary>
internal sealed record ComparedBlock(ComputedBlock Now, ImmutableArray<ComparedUnit> Units, Restated Restated)
{
    /// <summary>What the later round keeps as published stays; the earlier one adds the points of its lines.</summary>
    public static ComparedBlock Of(ComputedBlock now, RoundDocument earlier, ComputedBlock before)
    {
        var history = KeptResults.Completing(now.Input.History, KeptResults.Of(earlier, before.Block, before.Result));
        var input = now.Input with { History = history };
        var (beside, restated) = (now with { Input = input, Result = Computation.Compute(input) }, Restated.Of(now.Input, before.Input));
        return new(beside, [.. beside.InOrderOfRank().Select(pair => ComparedUnit.Of(pair.Unit, pair.Result, restated))], restated);
    }
}

/// <summary>One unit in both rounds.</summary>
/// <param name="Restated">The earlier entries under the later rules; <c>null</c> when the unit took no part.</param>
/// <param name="UnderSameRules">Percentage points, of printed values; <c>null</c> unless both are known.</param>
internal sealed record ComparedUnit(UnitInput Unit, UnitResult Now, UnitResult? Restated, decimal? UnderSameRules)
{
    public static ComparedUnit Of(UnitInput unit, UnitResult now, Restated earlier)
    {
        var restated = earlier.Find(unit.Code);
        return new(unit, now, restated, now.Published - restated?.Published);
    }
}

/// <summary>A comparison as <c>--json</c> tells it. Indices are as printed; <c>null</c> means "none".</summary>
internal sealed record ComparedDocument(string Block, ImmutableArray<MappedLines.OfLine> Lines, ImmutableArray<ComparedDocument.OfUnit> Units)
{
    public static ComparedDocument Of(ComparedBlock block) => new(
        block.Now.Block.Code,
        [.. MappedLines.Document(block.Restated.Mapping)],
        [.. block.Units.Select(unit => new OfUnit(
            unit.Unit.Code, unit.Now.Published, unit.Now.Change?.LastIndex, unit.Restated?.Published, unit.Restated?.Lowest, unit.Restated?.Highest,
            unit.Now.Change?.Index, unit.UnderSameRules, unit.Now.Change?.OnCommonCriteria?.Index, unit.Now.Change?.OnCommonCriteria?.CoverPercent))]);

    internal sealed record OfUnit(
        string Unit, decimal? Now, decimal? Published, decimal? Restated, decimal? RestatedLowest, decimal? RestatedHighest,
        decimal? ChangeAsPublished, decimal? ChangeUnderSameRules, decimal? ChangeOnCommonCriteria, decimal? CommonCriteriaPercent);
}
