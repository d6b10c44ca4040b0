using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Audit;
using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Blocking checks let through with a reason, on both databases: by those declared, on the version seen, and told to appraisers.</summary>
public sealed class CheckOverrideTests(PostgresServer postgres)
{
    /// <summary>A line the agency of legal affairs appraises.</summary>
    private const string Line = "TC_XD_TD";
    private const string OneOf = "sheet.evidence-one-of";
    private const string Mandatory = "sheet.evidence-mandatory";
    private const string Reason = "Biên bản bản giấy lưu tại Văn phòng Sở, tủ 3";

    private static readonly ReviewPart First = new(OpenRound.Code, OpenRound.Block, Stages.FirstReview);
    private static readonly LineAddress Address = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_leader_lets_through_what_is_the_leaders_and_the_hand_in_rests_on_it(Kind kind)
    {
        using var round = await FilledAsync(kind, EvidenceRule.OneOf);
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe(OneOf);
        (await GiveAsync(round, round.Officer, OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-yours");
        (await GiveAsync(round, round.Stranger, OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-yours");
        (await GiveAsync(round, await OfficeAsync(round), OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-yours");
        (await OfAsync(round)).ShouldBeEmpty();

        var given = OpenRound.Must(await GiveAsync(round, round.Leader, OneOf, reason: $" {Reason} "));
        (given.Check, given.Sequence, given.Ground, given.Reason, given.By, given.HandedIn).ShouldBe((OneOf, 1, "on-paper", Reason, "lanhdao", null));
        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf)).At.ShouldBe(given.At, "a double click is one");
        (await GiveAsync(round, round.Leader, OneOf, reason: "lý do khác")).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.there");
        (await OfAsync(round)).ShouldBeEmpty("nothing is handed in yet");

        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        var told = (await OfAsync(round)).ShouldHaveSingleItem();
        (told.Unit, told.Criterion.Value, told.Check, told.Reason, told.Person, told.HandedIn).ShouldBe((OpenRound.Unit, Line, OneOf, Reason, round.Leader.Id, (DateTime?)round.Clock.Now.UtcDateTime));
        (await GiveAsync(round, round.Leader, OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        (await TakeBackAsync(round, round.Leader, OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "check.let-through", Cancel)).ShouldBe(1);
        var payload = await PayloadAsync(round, "sheet.handed-in");
        payload.ShouldContain(Reason);
        payload.ShouldContain("warnings");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_is_a_must_is_let_through_by_the_office_and_never_for_its_own_people(Kind kind)
    {
        using var round = await FilledAsync(kind, EvidenceRule.Mandatory);
        var office = await OfficeAsync(round);
        (await GiveAsync(round, round.Leader, Mandatory)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-yours");
        var both = office with { Mandates = [.. office.Mandates, .. round.Officer.Mandates] };
        (await GiveAsync(round, both, Mandatory)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-yours");

        (await GiveAsync(round, office, Mandatory, "secret", "")).Problems.ShouldHaveSingleItem().Remedy.Vi.ShouldContain("không ghi tên, số, nội dung hay độ mật");
        OpenRound.Must(await GiveAsync(round, office, Mandatory, "secret"));
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        (await OfAsync(round)).ShouldHaveSingleItem().Person.ShouldBe(office.Id);
    }

    [Fact]
    public async Task What_lacks_is_told_at_once_and_what_is_not_there_by_itself()
    {
        using var round = await FilledAsync(Kind.Sqlite, EvidenceRule.OneOf);
        (await GiveAsync(round, round.Leader, OneOf, "secret", "  ")).Problems.Select(problem => problem.Code).ShouldBe(["override.ground", "override.no-reason"]);
        (await GiveAsync(round, round.Leader, OneOf, reason: "Công văn TỐI MẬT số 5, Văn phòng Sở giữ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.secret");
        (await GiveAsync(round, round.Leader, OneOf, "", "MẬT")).Problems.Select(problem => problem.Code).ShouldBe(["override.ground", "override.secret"]);
        (await GiveAsync(round, round.Leader, OneOf, seen: 0)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.changed");
        (await GiveAsync(round, round.Leader, "sheet.line-empty")).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.never");
        (await GiveAsync(round, round.Leader, "sheet.loss-unexplained")).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.never");
        (await GiveAsync(round, round.Leader, "sheet.khong-co")).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.no-check");
        (await GiveAsync(round, round.Leader, OneOf, line: "TC_XD_QT")).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-standing");
        (await GiveAsync(round, round.Leader, OneOf, line: "KHONG_CO")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.no-line");
        (await TakeBackAsync(round, round.Leader, OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.not-there");
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe(OneOf);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task It_holds_for_the_version_seen_until_it_is_taken_back(Kind kind)
    {
        using var round = await FilledAsync(kind, EvidenceRule.OneOf);
        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf));
        OpenRound.Must(await TakeBackAsync(round, round.Leader, OneOf));
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe(OneOf);

        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 1, "a=5;b=5", "vì sao", ""));
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe(OneOf, "another figure was let through");
        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf, seen: 2));
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        (await OfAsync(round)).ShouldHaveSingleItem().Sequence.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_returned_line_with_evidence_rests_on_it_no_more(Kind kind)
    {
        using var round = await FilledAsync(kind, EvidenceRule.OneOf);
        var appraiser = await AppraisedAsync(round);
        OpenRound.Must(await ReturnAsync(round, appraiser));
        (await round.Installation.Evidence.AddAsync(new(Address, "", "12/BC", new(2023, 5, 1), "Sở Nội vụ", "Báo cáo", ""), null, round.Officer, Cancel)).Problems.ShouldBeEmpty();
        (await OfAsync(round)).ShouldHaveSingleItem("what counts is still what was handed in");
        OpenRound.Must(await round.Installation.Sheets.HandInLineAsync(Address, "", round.Leader, Cancel));
        (await OfAsync(round)).ShouldBeEmpty();
        (await PayloadAsync(round, "line.handed-in")).ShouldContain("\"check\":\"sheet.evidence-outside\"", customMessage: "warnings that stood are kept");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_a_hand_in_rests_on_stays_while_the_line_is_returned(Kind kind)
    {
        using var round = await FilledAsync(kind, EvidenceRule.OneOf);
        var appraiser = await AppraisedAsync(round);
        var ask = OpenRound.Must(await ReturnAsync(round, appraiser));
        (await TakeBackAsync(round, round.Leader, OneOf)).Problems.ShouldHaveSingleItem().Code.ShouldBe("override.handed-in");
        (await GiveAsync(round, round.Leader, OneOf, reason: "lý do khác")).Problems.ShouldHaveSingleItem().Remedy.Vi.ShouldContain("rồi gửi lại");
        var sheet = await round.SheetAsync();
        round.Installation.CheckOverrides.MayDecide(sheet, SheetChecks.LetThrough(sheet).ShouldHaveSingleItem().Finding, round.Leader).ShouldBeFalse();
        OpenRound.Must(await round.Installation.ReviewWork.WithdrawAsync(First, ask.Id, appraiser, Cancel));
        (await OfAsync(round)).ShouldHaveSingleItem("the first hand-in still counts");

        OpenRound.Must(await ReturnAsync(round, appraiser));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 1, "a=5;b=5", "vì sao", ""));
        var again = await round.Installation.Sheets.HandInLineAsync(Address, "", round.Leader, Cancel);
        again.Problems.ShouldHaveSingleItem().Code.ShouldBe(OneOf);
        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf, seen: 2));
        (await ShownAsync(round, First)).ShouldHaveSingleItem("what counts is the first").Sequence.ShouldBe(1);
        OpenRound.Must(await round.Installation.Sheets.HandInLineAsync(Address, "", round.Leader, Cancel));
        (await ShownAsync(round, First)).ShouldHaveSingleItem().Sequence.ShouldBe(2);
        (await OfAsync(round)).ShouldHaveSingleItem().Sequence.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Beside_an_explanation_stands_what_that_rests_on(Kind kind)
    {
        using var round = await FilledAsync(kind, EvidenceRule.OneOf);
        var appraiser = await AppraisedAsync(round);
        OpenRound.Must(await round.Installation.ReviewWork.AppraiseAsync(First, new(OpenRound.Unit, new(Line), 0, "a=2;b=5", "Chưa đủ tài liệu", ""), appraiser, DecimalMark.Comma, Cancel));
        OpenRound.Must(await round.Installation.ReviewWork.ConfirmAsync(First, [new(OpenRound.Unit, new(Line), 1)], await round.PersonAsync("chutri", Role.LeadAgencyLeader, "tuphap"), Cancel));
        await round.DateAsync(Stages.Explanation, 0, 60);
        OpenRound.Must(await round.Installation.Sheets.SaveAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(Line), 0, "a=4;b=5", "Tờ trình thứ tư", "Báo cáo số 2/BC"), round.Officer, DecimalMark.Comma, Cancel));
        OpenRound.Must(await round.Installation.Sheets.MoveAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, SheetStep.HandIn, "", round.Leader, Cancel));
        (await ShownAsync(round, First)).ShouldHaveSingleItem("the self-assessment rests on it").Stage.ShouldBe(Stages.Self);
        (await ShownAsync(round, First with { Stage = Stages.SecondReview })).ShouldBeEmpty("the explanation names its evidence");
    }

    [Fact]
    public async Task The_printed_report_lists_it_and_its_code_changes()
    {
        using var round = await FilledAsync(Kind.Sqlite, EvidenceRule.OneOf);
        async Task<ScoreSheet> PrintAsync() => ScoreSheet.Of(await round.SheetAsync(), await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel));
        var before = await PrintAsync();
        TextOf(before).ShouldNotContain("được cho qua");
        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf));
        var after = await PrintAsync();
        after.Code.ShouldNotBe(before.Code);
        TextOf(after).ShouldContain("Mục kiểm tra được cho qua khi gửi");
        TextOf(after).ShouldContain($"Tài liệu chỉ có bản giấy: {Reason}");
    }

    private static string TextOf(ScoreSheet score)
    {
        using var file = new MemoryStream();
        DocumentWriter.Write(file, ScoreSheetReport.Of(score));
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        return document.MainDocumentPart!.Document!.InnerText; // written just above
    }

    /// <summary>Every line filled, and one claims points without the evidence that is demanded of it.</summary>
    private async Task<OpenRound> FilledAsync(Kind kind, EvidenceRule rule)
    {
        var round = await OpenRound.NewAsync(kind, postgres, change: document => document.Demanding(Line, rule));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=4;b=5", "vì sao", ""));
        await round.FillAsync();
        return round;
    }

    /// <summary>Handed in with the check let through, and the first appraisal open.</summary>
    /// <returns>The appraiser of the line.</returns>
    private static async Task<Person> AppraisedAsync(OpenRound round)
    {
        OpenRound.Must(await GiveAsync(round, round.Leader, OneOf));
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        await round.DateAsync(Stages.FirstReview, 0, 60);
        return await round.PersonAsync("thamdinh", Role.Appraiser, "tuphap");
    }

    private static Task<Result<Ask>> ReturnAsync(OpenRound round, Person appraiser) => round.Installation.ReviewWork.AskAsync(First, OpenRound.Unit, new(Line), AskKind.Return, "Bổ sung tờ trình", appraiser, Cancel);

    /// <summary>What an appraiser is shown beside the line.</summary>
    private static async Task<IEnumerable<CheckOverride>> ShownAsync(OpenRound round, ReviewPart part)
    {
        var claim = (await round.Installation.Reviews.ReadAsync(part, Cancel)).ShouldNotBeNull().Line(OpenRound.Unit, new(Line)).ShouldNotBeNull().Claim.ShouldNotBeNull();
        return (await OfAsync(round)).Where(one => one.Carries(claim));
    }

    private static async Task<string> PayloadAsync(OpenRound round, string act)
    {
        await using var context = round.Installation.Database.Open();
        var link = await context.AuditLinks.SingleAsync(link => link.Act == act, Cancel);
        return (await context.AuditPayloads.SingleAsync(one => one.Chain == link.Chain && one.Sequence == link.Sequence, Cancel)).Json;
    }

    private static Task<Person> OfficeAsync(OpenRound round) => round.PersonAsync("thuongtruc", Role.StandingOffice, "");

    private static OverrideCheck Input(string check, string line, int seen, string ground, string reason) => new(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(line)), check, seen, ground, reason);

    private static Task<Result<CheckOverride>> GiveAsync(OpenRound round, Person person, string check, string ground = "on-paper", string reason = Reason, int seen = 1, string line = Line) =>
        round.Installation.CheckOverrides.GiveAsync(Input(check, line, seen, ground, reason), person, Cancel);

    private static Task<Result<CheckOverride>> TakeBackAsync(OpenRound round, Person person, string check) => round.Installation.CheckOverrides.TakeBackAsync(Input(check, Line, 1, "", ""), person, Cancel);

    private static async Task<System.Collections.Immutable.ImmutableArray<CheckOverride>> OfAsync(OpenRound round) => await round.Installation.CheckOverrides.OfAsync((await round.SheetAsync()).Block.Id, OpenRound.Unit, new(Line), Cancel);
}
