using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>The unit's answer to an appraisal, and the second appraisal of what it disputes.</summary>
public sealed class ExplanationTests(PostgresServer postgres)
{
    private static readonly ReviewPart Second = new(OpenRound.Code, OpenRound.Block, Stages.SecondReview);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Only_lines_that_lost_points_are_explained_and_only_disputed_ones_are_appraised_again(Kind kind)
    {
        using var made = await AppraisedAsync(kind);
        (await SheetAsync(made)).Own().Select(node => node.Code.Value).ShouldBe(["TC_XD_TD", "TC_XD_QT"]);
        (await SaveAsync(made, "TC_RS_TH", "a=9;b=9", "không mất điểm")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.no-line");

        OpenRound.Must(await AgreeAsync(made, "TC_XD_QT", made.Round.Officer));
        (await MoveAsync(made, made.Round.Leader)).Problems.ShouldHaveSingleItem().Code.ShouldBe("explanation.no-answer");
        OpenRound.Must(await SaveAsync(made, "TC_XD_TD", "a=4;b=5", "")).ShouldBeOfType<SaveOutcome.Stored>();
        (await MoveAsync(made, made.Round.Leader)).Problems.ShouldHaveSingleItem().Code.ShouldBe("explanation.no-reason");
        OpenRound.Must(await SaveAsync(made, "TC_XD_TD", "a=4;b=5", "Tờ trình thứ tư gửi kèm", 1));
        (await MoveAsync(made, made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        OpenRound.Must(await MoveAsync(made, made.Round.Leader)).ShouldBe(SheetState.HandedIn);

        await made.Round.DateAsync(Stages.SecondReview, 0, 60);
        var review = (await made.Round.Installation.Reviews.ReadAsync(Second, Cancel)).ShouldNotBeNull();
        var line = review.Lines.ShouldHaveSingleItem();
        (line.Node.Code.Value, line.State, line.Claim?.Reason, line.Earlier?.Stage).ShouldBe(("TC_XD_TD", ReviewState.Open, "Tờ trình thứ tư gửi kèm", Stages.FirstReview));

        line.IsOnlyExplained.ShouldBeFalse("the self-assessment names its document");
        (line with { IsNamed = false }).IsOnlyExplained.ShouldBeTrue();

        OpenRound.Must(await made.Work.AppraiseAsync(Second, new(OpenRound.Unit, new("TC_XD_TD"), 0, "a=3;b=5", "Chấp nhận một phần", ""), made.Appraiser, DecimalMark.Comma, Cancel));
        OpenRound.Must(await made.Work.ConfirmAsync(Second, [new(OpenRound.Unit, new("TC_XD_TD"), 1)], made.AgencyLeader, Cancel));
        (await made.FinalAsync("TC_XD_TD")).ShouldBe(new Entry.Figures([3, 5]));
        (await made.FinalAsync("TC_XD_QT")).ShouldBe(new Entry.Answer(1), "where the unit agrees the appraisal stands");
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, true, false, "")]
    [InlineData(EvidenceRule.Mandatory, true, false, "sheet.evidence-mandatory")]
    [InlineData(EvidenceRule.Mandatory, true, true, "")]
    [InlineData(EvidenceRule.OneOf, true, false, "")]
    [InlineData(EvidenceRule.OneOf, false, false, "sheet.evidence-one-of")]
    public async Task What_a_line_needs_it_needs_in_the_explanation_too(EvidenceRule? rule, bool claimed, bool supported, string code)
    {
        using var made = await AppraisedAsync(Kind.Sqlite);
        OpenRound.Must(await AgreeAsync(made, "TC_XD_QT", made.Round.Officer));
        OpenRound.Must(await SaveAsync(made, "TC_XD_TD", "a=4;b=5", "Tờ trình thứ tư gửi kèm"));
        var sheet = await SheetAsync(made);
        var node = SetTree.Find(sheet.Criteria, "TC_XD_TD").ShouldNotBeNull();
        sheet = sheet with
        {
            Criteria = SetTree.Replace(sheet.Criteria, "TC_XD_TD", node with { Scoring = node.Scoring! with { EvidenceRule = rule } }), // it is a leaf
            Claimed = claimed ? sheet.Claimed : sheet.Claimed.Remove(node.Code),
            Supported = supported ? [node.Code] : [],
        };
        SheetChecks.Find(sheet).Where(finding => finding.Severity == Severity.Blocking).Select(finding => finding.Problem.Code).ShouldBe(code.Length > 0 ? [code] : []);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Files_of_the_self_assessment_support_the_explanation(Kind kind)
    {
        using var made = await AppraisedAsync(kind);
        (await SheetAsync(made)).Supported.ShouldBeEmpty();
        await made.Round.Installation.Database.WriteAsync(async context =>
        {
            var block = (await made.Round.SheetAsync()).Block.Id;
            context.Evidence.Add(new()
            {
                BlockId = block, Unit = OpenRound.Unit, Criterion = new("TC_XD_TD"), Stage = Stages.Self, FileHash = "ab12", FileName = "a.pdf", FileLength = 1, MediaType = "application/pdf",
                Number = "", IssuedOn = null, Issuer = "", Abstract = "", Place = "", By = "", Person = Guid.Empty, AddedAt = DateTime.UnixEpoch,
            });
            return true;
        }, Cancel);
        (await SheetAsync(made)).Supported.ShouldBe([new("TC_XD_TD")]);
    }

    [Fact]
    public async Task A_line_is_not_returned_at_the_second_appraisal()
    {
        using var made = await AppraisedAsync(Kind.Sqlite);
        OpenRound.Must(await AgreeAsync(made, "TC_XD_QT", made.Round.Officer));
        OpenRound.Must(await SaveAsync(made, "TC_XD_TD", "a=4;b=5", "Tờ trình thứ tư"));
        OpenRound.Must(await MoveAsync(made, made.Round.Leader));
        await made.Round.DateAsync(Stages.SecondReview, 0, 60);
        (await made.Work.AskAsync(Second, OpenRound.Unit, new("TC_XD_TD"), AskKind.Return, "sửa", made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-the-units");
        OpenRound.Must(await made.Work.AskAsync(Second, OpenRound.Unit, new("TC_XD_TD"), AskKind.Clarify, "tờ trình nào", made.Appraiser, Cancel));
    }

    [Fact]
    public async Task Nobody_else_agrees_or_explains_for_a_unit()
    {
        using var made = await AppraisedAsync(Kind.Sqlite);
        foreach (var person in new[] { made.Appraiser, made.AgencyLeader, made.Round.Stranger })
        {
            (await AgreeAsync(made, "TC_XD_QT", person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
            (await made.Round.Installation.Sheets.SaveAsync(Line("TC_XD_TD", "a=4;b=5", "x", 0), person, DecimalMark.Comma, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        }

        (await SheetAsync(made)).Positions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task The_clock_decides(int days, bool open)
    {
        using var made = await AppraisedAsync(Kind.Sqlite);
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(days);
        (await AgreeAsync(made, "TC_XD_QT", made.Round.Officer)).Problems.Select(problem => problem.Code).ShouldBe(open ? [] : ["sheet.stage-closed"]);
    }

    private Task<ReviewedRound> AppraisedAsync(Kind kind) => ReviewedRound.AppraisedAsync(kind, postgres);

    private static async Task<Sheet> SheetAsync(ReviewedRound made) => (await made.Round.Installation.Sheets.ReadAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, Cancel)).ShouldNotBeNull();

    private static SaveLine Line(string criterion, string entry, string reason, int seen) => new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(criterion), seen, entry, reason, "");

    private static Task<Result<SaveOutcome>> SaveAsync(ReviewedRound made, string criterion, string entry, string reason, int seen = 0) =>
        made.Round.Installation.Sheets.SaveAsync(Line(criterion, entry, reason, seen), made.Round.Officer, DecimalMark.Comma, Cancel);

    private static Task<Result<SaveOutcome>> AgreeAsync(ReviewedRound made, string criterion, Person person) =>
        made.Round.Installation.Sheets.AgreeAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(criterion)), 0, person, Cancel);

    private static Task<Result<SheetState>> MoveAsync(ReviewedRound made, Person person) =>
        made.Round.Installation.Sheets.MoveAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, SheetStep.HandIn, "", person, Cancel);
}
