using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary>The results of a round as <c>--json</c> and the JSON file tell them. Indices are unrounded, <c>published</c> is as printed; <c>null</c> means "none", never zero.</summary>
internal sealed record ResultDocument(
    string Round, Words Name, string Period, bool Illustrative, Words Note, string Source, string EngineVersion, ImmutableArray<ResultDocument.OfBlock> Blocks)
{
    public static ResultDocument Of(ComputedRound computed) => new(
        computed.Round.Code, computed.Round.Name, computed.Round.Period, computed.Round.Illustrative, computed.Round.Note, computed.Round.Source,
        Computation.EngineVersion, [.. computed.Blocks.Select(OfBlock.From)]);

    /// <summary>One block: what is said of all, then its units by rank.</summary>
    internal sealed record OfBlock(string Code, Words Name, BlockSummary Summary, ImmutableArray<ClassBand> Classes, ImmutableArray<OfUnit> Units)
    {
        public static OfBlock From(ComputedBlock block) => new(
            block.Block.Code, block.Block.Name, block.Result.Summary, block.Method.Classes,
            [.. block.InOrderOfRank().Select(pair => OfUnit.From(block, pair.Unit, pair.Result))]);
    }

    /// <summary>One unit.</summary>
    internal sealed record OfUnit(
        string Code, Words Name, Standing Standing, int? Rank, decimal Points, decimal ApplicableMax, decimal? Index, decimal? Published, decimal? FromParts,
        decimal? Lowest, decimal? Highest, Words? Class, decimal? IndexChange, int? RankChange)
    {
        public static OfUnit From(ComputedBlock block, UnitInput unit, UnitResult result) => new(
            unit.Code, unit.Name, result.Standing, result.Rank?.Value, result.Points, result.ApplicableMax, result.Index, result.Published, result.FromParts,
            result.Lowest, result.Highest, block.ClassOf(result), result.Change?.Index, result.Change?.Ranks);
    }
}

/// <summary>A line of the tree of reasons as <c>--json</c> tells it. <c>Score</c> is <c>null</c> while the line is unknown, <c>Next</c> where nothing would have given more.</summary>
internal sealed record ExplainedDocument(string Code, string Number, Words Name, decimal? Score, decimal Max, int UnknownLines, string Reason, ImmutableArray<Words> Said, Words? Next, ImmutableArray<ExplainedDocument> Parts)
{
    public static ExplainedDocument Of(Explained line) => new(
        line.Node.Code.Value, line.Node.Number.Value, line.Node.Name, line.Score, line.Max, line.Unknown, line.Because.GetType().Name, ReasonWords.Of(line), NextStepWords.Of(line), [.. line.Parts.Select(Of)]);
}
