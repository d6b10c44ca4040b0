using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine.Surveys.Cleaning;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Whether somebody hurried: known only where it names nobody.</summary>
public sealed class PaceTests(PostgresServer postgres)
{
    private static readonly int Least = OpenSurvey.Declaration.MinimumCell;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The survey declares five minutes.</summary>
    [Theory]
    [InlineData(0, Pace.Hurried)]
    [InlineData(99, Pace.Hurried)]
    [InlineData(100, Pace.Unhurried)]
    [InlineData(100_000, Pace.Unhurried)]
    [InlineData(-1, Pace.Unknown)]
    public void Under_a_third_of_the_declared_minutes_is_hurried(int seconds, Pace pace) => Paces.Of(OpenSurvey.Declaration, TimeSpan.FromSeconds(seconds)).ShouldBe(pace);

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task That_somebody_hurried_stands_beside_answers_once_as_many_did_and_did_not(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync((2 * Least) + 2);
        for (var at = 0; at < Least; at++)
            await AnswerAsync(open, links[at], "no", $"fast {at}", Pace.Hurried);
        for (var at = Least; at < (2 * Least) - 1; at++)
            await AnswerAsync(open, links[at], "yes", "", Pace.Unhurried);
        (await open.AnswersAsync()).ShouldAllBe(answer => !answer.IsHurried, "one who did not hurry less than hides anybody");

        await AnswerAsync(open, links[(2 * Least) - 1], "yes", "", Pace.Unknown);
        (await open.AnswersAsync()).ShouldAllBe(answer => !answer.IsHurried, "of whom nothing is known hides nobody");
        await AnswerAsync(open, links[2 * Least], "yes", "", Pace.Unhurried);
        var answers = await open.AnswersAsync();
        answers.Length.ShouldBe((2 * Least) + 1, "none is lost or doubled");
        answers.Where(answer => answer.IsHurried).Select(answer => answer.Values["why"]).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, Least).Select(at => $"fast {at}").Order(StringComparer.Ordinal), "exactly those who did");
        answers.ShouldAllBe(answer => answer.Mode == AnswerMode.Link && answer.Interviewer == null);

        await AnswerAsync(open, links[(2 * Least) + 1], "no", "after", Pace.Hurried);
        (await open.AnswersAsync()).Single(answer => answer.Values.GetValueOrDefault("why") == "after").IsHurried.ShouldBeFalse("the next ones wait for each other again");
        (await open.Installation.Intake.TakeAsync(open.Survey, links[0].Key, "", new(open.Survey.Form, new Dictionary<string, string> { ["good"] = "yes" }, new(2026, 3, 10)), AnswerMode.Link, "", Cancel, pace: Pace.Hurried)).TryGet(out var again).ShouldBeTrue();
        again.ShouldBe(Taken.Before);
    }

    [Fact]
    public async Task Where_everybody_hurries_the_newest_wait_and_the_others_are_forgotten()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var links = await open.InviteAsync(205 + Least);
        for (var at = 0; at < 205; at++)
            await AnswerAsync(open, links[at], "no", $"{at}", Pace.Hurried);
        foreach (var link in links[205..])
            await AnswerAsync(open, link, "yes", "", Pace.Unhurried);
        (await open.AnswersAsync()).Where(answer => answer.IsHurried).Select(answer => int.Parse(answer.Values["why"], CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(5, 200));
    }

    [Fact]
    public async Task Units_and_strata_wait_apart()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var (one, other) = (await open.InviteAsync(Least), await open.InviteAsync(Least, "tuphap", prefix: "T"));
        for (var at = 0; at < Least; at++)
        {
            await AnswerAsync(open, one[at], "yes", "", Pace.Hurried);
            await AnswerAsync(open, other[at], "yes", "", Pace.Unhurried);
        }

        (await open.AnswersAsync()).ShouldAllBe(answer => !answer.IsHurried, "where all hurried, the mark tells of everybody");
    }

    [Fact]
    public async Task Those_who_clean_find_the_hurried_and_exports_do_not_hold_them()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var links = await open.InviteAsync(2 * Least);
        for (var at = 0; at < 2 * Least; at++)
            await AnswerAsync(open, links[at], "no", $"{at}", at < Least ? Pace.Hurried : Pace.Unhurried);
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var reviewed = await open.Installation.Reviewing.ReadAsync(closed, Cancel);
        var flagged = reviewed.Answers.Where(answer => answer.Flags.Any(flag => flag.Rule == CleaningRule.TooFast)).ToList();
        flagged.Count.ShouldBe(Least);
        flagged.ShouldAllBe(answer => answer.IsHeld && int.Parse(answer.Original.Values["why"], CultureInfo.InvariantCulture) < Least);
        var shown = (await open.Installation.Counting.ReadAsync(closed, Cancel)).Shown(closed);
        AnswerExport.Table(closed, shown.Outline, shown.Rows()).Columns.ShouldBe(["unit", "stratum", "mode", "language", "consent", "good"]);
    }

    private static async Task AnswerAsync(OpenSurvey open, InvitationLink link, string good, string why, Pace pace) =>
        OpenRound.Must(await open.AnswerAsync(link.Key, good, why, pace: pace)).ShouldBe(Taken.Stored);
}
