using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A round whose first unit has handed in, its first appraisal open, with an appraiser and a leader of the agency of legal affairs.</summary>
public sealed class ReviewedRound : IDisposable
{
    /// <summary>Lines the unit fills itself and the agency appraises.</summary>
    public const string Drafts = "TC_XD_TD";

    public const string Agency = "tuphap";

    private ReviewedRound(OpenRound round) => Round = round;

    public OpenRound Round { get; }

    public Person Appraiser { get; private set; } = null!; // set when the round is made

    public Person AgencyLeader { get; private set; } = null!; // likewise

    public ReviewWork Work => Round.Installation.ReviewWork;

    public static ReviewPart Part { get; } = new(OpenRound.Code, OpenRound.Block, Stages.FirstReview);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ReviewedRound> NewAsync(Kind kind, PostgresServer postgres, bool castingVote = true)
    {
        var made = new ReviewedRound(await OpenRound.NewAsync(kind, postgres, castingVote));
        await made.Round.FillAsync();
        OpenRound.Must(await made.Round.MoveAsync(made.Round.Leader, SheetStep.HandIn));
        await made.Round.DateAsync(Stages.FirstReview, 0, 60);
        made.Appraiser = await made.Round.PersonAsync("thamdinh", Role.Appraiser, Agency);
        made.AgencyLeader = await made.Round.PersonAsync("chutri", Role.LeadAgencyLeader, Agency);
        return made;
    }

    /// <summary>Two lines lost points, one was accepted, one isn't confirmed; the explanation is open.</summary>
    public static async Task<ReviewedRound> AppraisedAsync(Kind kind, PostgresServer postgres, bool castingVote = true)
    {
        var made = await NewAsync(kind, postgres, castingVote);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=2;b=5"));
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=0", criterion: "TC_XD_QT"));
        OpenRound.Must(await made.Work.AcceptAsync(Part, await made.SeenAsync("TC_RS_TH"), made.Appraiser, Cancel));
        OpenRound.Must(await made.Work.ConfirmAsync(Part, [.. await made.SeenAsync(), .. await made.SeenAsync("TC_XD_QT"), .. await made.SeenAsync("TC_RS_TH")], made.AgencyLeader, Cancel));
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=0", criterion: "TC_TD_KH"));
        await made.Round.DateAsync(Stages.Explanation, 0, 60);
        return made;
    }

    /// <inheritdoc cref="OpenRound.FinalAsync"/>
    public Task<Entry?> FinalAsync(string criterion) => Round.FinalAsync(criterion);

    public async Task<ReviewLine> LineAsync(string criterion = Drafts, string unit = OpenRound.Unit) =>
        (await Round.Installation.Reviews.ReadAsync(Part, Cancel)).ShouldNotBeNull().Line(unit, new(criterion)).ShouldNotBeNull();

    /// <summary>The line and its version now.</summary>
    public async Task<ImmutableArray<SeenLine>> SeenAsync(string criterion = Drafts, string unit = OpenRound.Unit) => [new(unit, new(criterion), (await LineAsync(criterion, unit)).Seen)];

    public async Task<Result<SaveOutcome>> AppraiseAsync(Person person, string entry, string reason = "Chưa đủ tài liệu", string criterion = Drafts, int? seen = null, string unit = OpenRound.Unit) =>
        await Work.AppraiseAsync(Part, new(unit, new(criterion), seen ?? (await LineAsync(criterion, unit)).SeenBy(person.Id), entry, reason, ""), person, DecimalMark.Comma, Cancel);

    public Task<Result<Ask>> AskAsync(Person person, AskKind kind, string criterion = Drafts, string unit = OpenRound.Unit, string text = "Bổ sung tờ trình") =>
        Work.AskAsync(Part, unit, new(criterion), kind, text, person, Cancel);

    /// <summary>An entry the line takes, in the text of a form.</summary>
    public async Task<string> EntryAsync(string criterion) => (await LineAsync(criterion)).Node.Scoring!.Rule switch // a leaf is scored
    {
        ScoringRule.YesNo => "a=0",
        ScoringRule.Choice choice => $"choice={choice.Options[^1].Label}",
        _ => "a=1;b=5",
    };

    public void Dispose() => Round.Dispose();
}
