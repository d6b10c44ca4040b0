using System.Collections.Immutable;
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
public sealed class HurryTests(PostgresServer postgres)
{
    private static readonly int Least = OpenSurvey.Declaration.MinimumCell;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The survey declares five minutes.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(100_000, false)]
    [InlineData(-1, false)] // a clock that ran backwards
    public void Under_a_third_of_the_declared_minutes_is_hurried(int seconds, bool hurried) => Hurry.Is(OpenSurvey.Declaration, TimeSpan.FromSeconds(seconds)).ShouldBe(hurried);

    [Fact]
    public void It_is_told_where_as_many_hurried_and_as_many_did_not()
    {
        Told(Some(Least, hurried: true), Some(Least, hurried: false)).ShouldBe(Least);
        Told(Some(Least - 1, hurried: true), Some(10 * Least, hurried: false)).ShouldBe(0, "they are few");
        Told(Some(10 * Least, hurried: true), Some(Least - 1, hurried: false)).ShouldBe(0, "the others are few");
        Told(Some(45, hurried: true), Some(1000, hurried: false)).ShouldBe(45, "however many did not");
    }

    [Theory]
    [InlineData("tuphap", "", "", AnswerMode.Link, "vi")]
    [InlineData("noivu", "T1", "", AnswerMode.Link, "vi")]
    [InlineData("noivu", "", "2", AnswerMode.Link, "vi")]
    [InlineData("noivu", "", "", AnswerMode.Kiosk, "vi")]
    [InlineData("noivu", "", "", AnswerMode.Link, "km")]
    public void Nobody_stands_out_by_what_else_stands_beside_the_answer(string unit, string stratum, string cluster, AnswerMode mode, string language)
    {
        var other = new Answer(unit, stratum, mode, language, "1", ImmutableSortedDictionary<string, string>.Empty) { ClusterGroup = cluster, IsHurried = true };
        Told(Some(Least - 1, hurried: true), Some(Least, hurried: false), [other]).ShouldBe(0, "one of another kind makes nine no ten");
        Told(Some(Least, hurried: true), Some(Least, hurried: false), [other]).ShouldBe(Least, "and isn't told with ten");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task All_but_the_hurried_lie_alike(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(Least);
        foreach (var (link, why) in links.Zip(["fast", "slow", "slower"]))
            await AnswerAsync(open, link, "no", why, hurried: why == "fast");
        var answers = await open.AnswersAsync();
        answers.Single(answer => answer.IsHurried).Values["why"].ShouldBe("fast");
        answers.Where(answer => !answer.IsHurried).Select(answer => AnswerBatches.Write(answer with { Values = answer.Values.Remove("why") })).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Those_who_clean_find_the_hurried_and_exports_do_not_hold_them()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var links = await open.InviteAsync(2 * Least);
        for (var at = 0; at < 2 * Least; at++)
            await AnswerAsync(open, links[at], "no", $"{at}", at < Least);
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var reviewed = await open.Installation.Reviewing.ReadAsync(closed, Cancel);
        var flagged = reviewed.Answers.Where(answer => answer.Flags.Any(flag => flag.Rule == CleaningRule.TooFast)).ToList();
        flagged.Count.ShouldBe(Least);
        flagged.ShouldAllBe(answer => answer.IsHeld && int.Parse(answer.Original.Values["why"], CultureInfo.InvariantCulture) < Least);
        var shown = (await open.Installation.Counting.ReadAsync(closed, Cancel)).Shown(closed);
        AnswerExport.Table(closed, shown.Outline, SharedValues.All, shown.Rows()).Columns.ShouldBe(["unit", "stratum", "mode", "language", "consent", "good"]);
    }

    private static int Told(params ImmutableArray<Answer>[] answers) => HurriedAnswers.Told([.. answers.SelectMany(some => some)], Least).Count(told => told);

    private static ImmutableArray<Answer> Some(int many, bool hurried) => [.. Enumerable.Repeat(new Answer("noivu", "", AnswerMode.Link, "vi", "1", ImmutableSortedDictionary<string, string>.Empty) { IsHurried = hurried }, many)];

    private static async Task AnswerAsync(OpenSurvey open, InvitationLink link, string good, string why, bool hurried) =>
        OpenRound.Must(await open.AnswerAsync(link.Key, good, why, hurried: hurried)).ShouldBe(Taken.Stored);
}
