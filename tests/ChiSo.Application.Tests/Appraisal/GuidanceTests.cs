using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Guidance beside the lines, questions of units about criteria, and answers every unit reads.</summary>
public sealed class GuidanceTests(PostgresServer postgres)
{
    private static readonly CriterionCode Line = new("TC_XD_TD");
    private static readonly GuidanceText Text = new("Cách chấm", "Tờ trình có số", "Thư nội bộ", "Trần Thị B", "0292 1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_agency_writes_and_every_unit_reads_it_beside_the_line(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var appraiser = await round.PersonAsync("thamdinh", Role.Appraiser, "tuphap");
        OpenRound.Must(await WriteAsync(round, appraiser, 0, Text)).Version.ShouldBe(1);
        OpenRound.Must(await WriteAsync(round, appraiser, 0, Text with { Guide = " Cách chấm\r\n" })).Version.ShouldBe(1, "the same text, sent twice");
        OpenRound.Must(await WriteAsync(round, appraiser, 1, Text with { Guide = "Cách chấm mới" })).Version.ShouldBe(2);

        var beside = await round.Installation.Guidance.OfAsync(OpenRound.Code, [Line, new("CD_TT")], Cancel);
        beside.ShouldHaveSingleItem().Value.ShouldBe(new(Text with { Guide = "Cách chấm mới" }, 0));
        var late = (await WriteAsync(round, appraiser, 1, Text with { Guide = "Muộn" })).Problems.ShouldHaveSingleItem();
        (late.Code, late.What.Vi.Contains("thamdinh", StringComparison.Ordinal)).ShouldBe(("guidance.changed", true));
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_agency_of_the_line_and_the_standing_office_write_it()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        foreach (var stranger in new[] { round.Officer, round.Leader, await round.PersonAsync("taichinh", Role.Appraiser, "taichinh"), await round.PersonAsync("kiemtoan", Role.Auditor, "") })
            (await WriteAsync(round, stranger, 0, Text)).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.not-allowed");
        OpenRound.Must(await WriteAsync(round, await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), 0, Text));
        var leader = await round.PersonAsync("chutri", Role.LeadAgencyLeader, "tuphap");
        OpenRound.Must(await WriteAsync(round, leader, 1, Text with { ContactName = "Khác" }));
        (await WriteAsync(round, leader, 2, Text with { Guide = new('x', GuidanceDesk.LongestText + 1) })).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.too-long");
        (await round.Installation.GuidanceDesk.WriteAsync(OpenRound.Code, new(new("KHONG_CO"), 0, Text), leader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.no-line");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_answer_to_one_unit_is_read_by_all_and_hides_who_asked_unless_the_answerer_names_them(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var appraiser = await round.PersonAsync("thamdinh", Role.Appraiser, "tuphap");
        var other = await round.PersonAsync("taichinh", Role.UnitOfficer, "taichinh");
        var asked = OpenRound.Must(await AskAsync(round, round.Officer, OpenRound.Unit));
        OpenRound.Must(await AskAsync(round, round.Officer, OpenRound.Unit)).Id.ShouldBe(asked.Id, "a double click");
        (await BoardAsync(round)).QuestionsFor(other, Line).ShouldBeEmpty("nobody has answered yet");
        (await BoardAsync(round)).QuestionsFor(round.Leader, Line).ShouldHaveSingleItem();

        OpenRound.Must(await AnswerAsync(round, appraiser, new(asked.Id, 0, "Theo thời hạn mới", NamesUnit: false)));
        var board = await BoardAsync(round);
        var read = board.QuestionsFor(other, Line).ShouldHaveSingleItem();
        (read.Answer, board.KnowsWhoAsked(other, read), board.KnowsWhoAsked(round.Officer, read), board.KnowsWhoAsked(appraiser, read)).ShouldBe(("Theo thời hạn mới", false, true, true));
        (await round.Installation.Guidance.OfAsync(OpenRound.Code, [Line], Cancel))[Line].Answers.ShouldBe(1);
        (await round.Desk.OfAsync(round.Officer, Cancel)).Single(work => work.Kind == WorkKind.AnsweredQuestion).Left.ShouldBe(1);
        (await round.Desk.OfAsync(other, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.AnsweredQuestion, "another unit asked");

        (await AnswerAsync(round, appraiser, new(asked.Id, 0, "Khác", NamesUnit: true))).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.answered-meanwhile");
        OpenRound.Must(await AnswerAsync(round, appraiser, new(asked.Id, 1, "Theo thời hạn mới, nếu có văn bản", NamesUnit: true))).Version.ShouldBe(2);
        (await BoardAsync(round)).KnowsWhoAsked(other, (await BoardAsync(round)).Questions[0]).ShouldBeTrue();
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_asks_for_a_foreign_unit_and_nobody_answers_another_agency_s_line()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        (await AskAsync(round, round.Officer, "tuphap")).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.not-allowed");
        (await AskAsync(round, round.Officer, OpenRound.Unit, " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.no-text");
        var asked = OpenRound.Must(await AskAsync(round, round.Officer, OpenRound.Unit));
        (await AnswerAsync(round, round.Leader, new(asked.Id, 0, "Tự trả lời", NamesUnit: false))).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.not-allowed");
        (await AnswerAsync(round, round.Leader, new(Guid.NewGuid(), 0, "x", NamesUnit: false))).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.no-question");
        (await BoardAsync(round)).Questions.ShouldHaveSingleItem().AnsweredAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_round_takes_last_year_s_guidance_and_leaves_the_questions()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        OpenRound.Must(await WriteAsync(round, office, 0, Text));
        OpenRound.Must(await AskAsync(round, round.Officer, OpenRound.Unit));
        var last = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        OpenRound.Must(await round.Installation.Rounds.ImportAsync(RollOver.From(last, new("ky-2025", Words.Same("Kỳ 2025"), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử")), round.By(Guid.Empty), Cancel));
        var desk = round.Installation.GuidanceDesk;

        OpenRound.Must(await desk.CopyAsync(OpenRound.Code, "ky-2025", round.By(office.Id), Cancel)).ShouldBe(1);
        OpenRound.Must(await desk.CopyAsync(OpenRound.Code, "ky-2025", round.By(office.Id), Cancel)).ShouldBe(0);
        var next = (await desk.ReadAsync("ky-2025", Cancel)).ShouldNotBeNull();
        (next.Texts[Line].Text, next.Questions.Length).ShouldBe((Text, 0));
        (await desk.CopyAsync("khong-co", "ky-2025", round.By(office.Id), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("guidance.no-round");
    }

    private static async Task<GuidanceBoard> BoardAsync(OpenRound round) => (await round.Installation.GuidanceDesk.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static Task<Result<Guidance>> WriteAsync(OpenRound round, Person person, int seen, GuidanceText text) => round.Installation.GuidanceDesk.WriteAsync(OpenRound.Code, new(Line, seen, text), person, Cancel);

    private static Task<Result<CriterionQuestion>> AskAsync(OpenRound round, Person person, string unit, string text = "Tính theo ngày nào?") => round.Installation.GuidanceDesk.AskAsync(OpenRound.Code, unit, Line, text, person, Cancel);

    private static Task<Result<CriterionQuestion>> AnswerAsync(OpenRound round, Person person, AnswerQuestion answer) => round.Installation.GuidanceDesk.AnswerAsync(OpenRound.Code, answer, person, Cancel);
}
