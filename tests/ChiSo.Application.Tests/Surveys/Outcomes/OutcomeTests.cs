using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Outcomes;

/// <summary>Outcomes come from invitations, and no count of them says whether somebody answered.</summary>
public sealed class OutcomeTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_link_that_served_is_complete_whatever_was_written_down(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(60);
        foreach (var link in links.Take(15))
            OpenRound.Must(await open.AnswerAsync(link.Key));
        // P11 to P25 refused, of whom P11 to P15 answered after all; P26 to P37 were not reached; P38 to P47 are not eligible; the others said nothing.
        var written = List(11, 25, Outcome.Refusal).AddRange(List(26, 37, Outcome.Other));
        OpenRound.Must(await open.Installation.Outcomes.RecordAsync(OpenSurvey.Code, written, open.Change(), Cancel)).ShouldBe(27);
        OpenRound.Must(await open.Installation.Outcomes.RecordAsync(OpenSurvey.Code, List(26, 37, Outcome.NonContact).AddRange(List(38, 47, Outcome.NotEligible)), open.Change(), Cancel)).ShouldBe(22);
        (await open.Installation.Outcomes.BoardAsync(open.Survey, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.outcome-open");
        (await open.Installation.Outcomes.WrittenAsync(open.Survey, Cancel)).Counts.ShouldBe([0, 0, 15, 12, 0, 0, 10]);

        (await open.Installation.Outcomes.SaidAsync(open.Survey, Cancel)).All.En.ShouldBe("Outcomes and response rates are told once the survey is closed.");

        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var board = OpenRound.Must(await open.Installation.Outcomes.BoardAsync(closed, Cancel));
        board.Cells.ToDictionary(cell => cell.Outcomes.Single(), cell => cell.Count).ShouldBe(new Dictionary<Outcome, int?> { [Outcome.Complete] = 15, [Outcome.Refusal] = 10, [Outcome.NonContact] = 12, [Outcome.Other] = 0, [Outcome.Unknown] = 13, [Outcome.NotEligible] = 10 }, ignoreOrder: true);
        board.Rates.Single(rate => rate.Code == "RR1").Value.ShouldNotBeNull().ShouldBe(15 / 50.0, 1e-12);
        board.Eligible.ShouldNotBeNull().ShouldBe(37 / 47.0, 1e-12);
        var said = await open.Installation.Outcomes.SaidAsync(closed, Cancel);
        said.Outcomes.Vi.ShouldBe("Mời 60 người: Đã trả lời (I) 15; Từ chối (R) 10; Không gặp được (NC) 12; Chưa rõ có thuộc đối tượng (U) 13; Không thuộc đối tượng (NE) 10.");
        said.Rates.Select(rate => rate.Said.En).ShouldBe(["Response rate RR1 30.0 % = I ÷ (I + R + NC + O + U).", "Response rate RR3 31.8 % = I ÷ (I + R + NC + O + e × U), e = 78.7 %."]);
        board.Rates.Single(rate => rate.Code == "RR3").Value.ShouldNotBeNull().ShouldBe(15 / (37 + (13 * 37 / 47.0)), 1e-12);
        (await open.Installation.Outcomes.RecordAsync(OpenSurvey.Code, written, open.Change(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
        (await open.AnswersAsync()).Length.ShouldBe(15);
        await using var context = open.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "survey.outcomes", Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task Somebody_who_was_not_invited_stops_the_whole_list()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        await open.InviteAsync(10);
        var told = await open.Installation.Outcomes.RecordAsync(OpenSurvey.Code, List(9, 12, Outcome.Refusal), open.Change(), Cancel);
        told.Problems.Select(problem => $"{problem.Code} {problem.Where}").ShouldBe(["survey.outcome-not-invited row 11", "survey.outcome-not-invited row 12"]);
        (await open.Installation.Outcomes.WrittenAsync(open.Survey, Cancel)).All.ShouldBe(0);
    }

    /// <summary>An attack: one person is written down as nothing else is, to learn from the count whether they answered.</summary>
    [Theory]
    [InlineData(1, 0)] // they did not answer
    [InlineData(0, 1)] // they did
    public void Writing_one_person_down_tells_nothing_of_them(int others, int answered)
    {
        var board = OutcomeBoard.Of(new([30 + answered, 0, 20, 0, others, 40, 0]), new([0, 0, 20, 0, 1, 0, 0]), least: 10);
        board.Cells.Single(cell => cell.Outcomes.Contains(Outcome.Other)).Outcomes.Length.ShouldBeGreaterThan(1);
        board.Rates.Single(rate => rate.Code == "COOP3").IsHidden.ShouldBeTrue("it would tell refused from other");
        board.Rates.Single(rate => rate.Code == "RR1").ShouldBe(new("RR1", (30 + answered) / (90.0 + answered + others), IsHidden: false));
    }

    [Fact]
    public async Task Beside_estimates_stands_why_there_is_no_rate()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var nobody = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        (await open.Installation.Outcomes.SaidAsync(nobody, Cancel)).All.En.ShouldBe("Nobody was invited, so there is no response rate.");
        using var few = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var links = await few.InviteAsync(10);
        OpenRound.Must(await few.AnswerAsync(links[0].Key));
        var closed = OpenRound.Must(await few.Installation.Surveys.CloseAsync(OpenSurvey.Code, few.Change(), Cancel));
        (await few.Installation.Outcomes.SaidAsync(closed, Cancel)).All.En.ShouldBe("10 people were invited; outcomes are not told, because a group is too small. Response rate RR1: not told, because a group is too small. Response rate RR3: not told, because a group is too small.");
    }

    [Fact]
    public void Nearly_nobody_or_nearly_everybody_answering_hides_everything()
    {
        foreach (var board in (OutcomeBoard[])[OutcomeBoard.Of(new([9, 0, 50, 0, 0, 41, 0]), OutcomeCounts.Of([]), 10), OutcomeBoard.Of(new([91, 0, 9, 0, 0, 0, 0]), OutcomeCounts.Of([]), 10)])
        {
            board.Cells.ShouldAllBe(cell => cell.Count == null);
            board.Rates.ShouldAllBe(rate => rate.IsHidden && rate.Value == null);
            board.Eligible.ShouldBeNull();
        }
    }

    [Fact]
    public void Tables_are_read_with_every_fault_at_its_row()
    {
        var read = OutcomeFile.ReadInvited(Csv("id,unit,outcome\nP1,noivu,refusal\nP1,noivu,other\nP2,noivu,complete\nP3,noivu,gone\nP4,noivu,\nP5,noivu,undelivered\n"));
        read.Problems.Select(problem => problem.Code).ShouldBe(["survey.outcome-twice", "survey.outcome-answered", "value.not-a-choice", "table.missing-value"], ignoreOrder: true);
        OpenRound.Must(OutcomeFile.ReadInvited(Csv("id,unit,outcome\nP5,noivu,undelivered\n"))).ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Unknown);
    }

    private static TablesRead Csv(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return CsvTables.Read(stream, "outcomes.csv");
    }

    private static ImmutableArray<RecordedOutcome> List(int from, int to, Outcome outcome) => [.. Enumerable.Range(from, to - from + 1).Select(number => new RecordedOutcome($"P{number}", "noivu", outcome, $"row {number}"))];
}
