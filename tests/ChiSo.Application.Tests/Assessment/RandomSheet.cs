using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Results.RandomRounds;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>The self-assessment of a unit on a random tree of criteria, filled in with another unit beside it; the same seed gives the same one.</summary>
internal sealed record RandomSheet
{
    private const string Unit = "don-vi";
    private const string Other = "don-vi-khac";

    private static readonly DateTime At = new(2025, 1, 6, 1, 0, 0, DateTimeKind.Utc);

    /// <summary>As the unit's pages read it.</summary>
    public required Sheet Sheet { get; init; }

    /// <summary>As the server computes it once both have handed in.</summary>
    public required RoundDocument Round { get; init; }

    public BlockDocument Block => Round.Blocks[0];

    /// <summary><c>null</c> where the unit has no line of its own, so no sheet.</summary>
    public static RandomSheet? Of(int seed)
    {
        var texts = new RandomTexts(new Random(seed));
        var leaves = new RandomLeaf(texts);
        var set = new RandomTree(texts, leaves).Next();
        set = set with { Roots = [.. set.Roots.Select(root => MostlyOwn(root, texts))] };
        var positions = ((string[])[Unit, Other]).SelectMany(unit => set.Leaves().Where(leaf => texts.Random.Next(6) > 0).Select(leaf => (unit, leaf, leaves.Entry(leaf.Scoring!, leaf.Max))))
            .Where(one => one.Item3 is not null && (one.unit == Other || one.leaf.Scoring!.SuppliedBy == Supplier.Unit))
            .Select(one => new PositionDocument(one.unit, one.leaf.Code, Stages.Self, Mark: 0, Sequence: 1, one.Item3!, HandedIn: true, texts.TextOrNone(), texts.TextOrNone(), "")).ToImmutableArray(); // filtered just above
        var method = new Method { Decimals = texts.Random.Next(4), Rounding = texts.Enum<Rounding>(), Classes = [new(Words.Same("mọi đơn vị"), 0)] };
        var block = new BlockDocument { Code = "khoi", Name = Words.Same("Khối"), Criteria = set, Method = method, Units = [Named(Unit), Named(Other)], Positions = positions, Decisions = [], History = [] };
        var round = new RoundDocument
        {
            Code = "ky", Name = Words.Same("Kỳ"), Period = "2024", DataFrom = new(2024, 1, 1), DataTo = new(2024, 12, 31), CutOff = new(2024, 12, 31), Illustrative = false,
            Note = Words.Same(""), Source = "", Stages = [Stages.Self], Public = Visibility.Reasons, Blocks = [block],
        };
        var sheet = SheetOf(round, block);
        return sheet.Own().Any() ? new() { Sheet = sheet, Round = round } : null;
    }

    /// <summary>The same tree with most lines filled by the unit itself.</summary>
    private static CriteriaNode MostlyOwn(CriteriaNode node, RandomTexts texts) => node with
    {
        Scoring = node.Scoring is { } leaf && texts.Random.Next(4) > 0 ? leaf with { SuppliedBy = Supplier.Unit } : node.Scoring,
        Children = [.. node.Children.Select(child => MostlyOwn(child, texts))],
    };

    private static UnitInput Named(string code) => new(code, Words.Same(code), null, [], []);

    private static Sheet SheetOf(RoundDocument round, BlockDocument block)
    {
        var live = new LiveBlock(Guid.Empty, block.Code, block.Name, Guid.Empty, block.Units);
        return new()
        {
            Round = new()
            {
                Id = Guid.Empty, Code = round.Code, Name = round.Name, Period = round.Period, Illustrative = false, DataFrom = round.DataFrom, DataTo = round.DataTo, Stages = round.Stages,
                CastingVote = false, OpeningProposedBy = null, OpenedAt = At, FrozenAt = null, Clock = new([], []), Blocks = [live],
            },
            Block = live, Unit = block.Units[0], Stage = Stages.Self, Criteria = block.Criteria, State = SheetState.Draft, LastMove = null, Supported = [], Aside = [], Asked = [],
            Positions = block.Positions.Where(position => position.Unit == Unit).ToImmutableDictionary(position => position.Criterion, position => new Position
            {
                BlockId = Guid.Empty, Unit = Unit, Criterion = position.Criterion, Stage = Stages.Self, Mark = 0, Sequence = 1, Entry = EngineJson.ToText(position.Entry),
                Reason = position.Reason, Evidence = position.Evidence, By = "", Place = Position.AfterImported,
            }),
        };
    }
}
