using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Answers that arrive together are stored together, and each still counts once.</summary>
public sealed class IntakeTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_first_of_many_with_one_key_is_stored_whatever_came_with_it(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(30);
        var tries = await Task.WhenAll(Enumerable.Range(0, 300).Select(at => open.AnswerAsync(links[at % 30].Key, "no", $"{at % 30}/{at / 30}")));
        tries.Count(one => OpenRound.Must(one) == Taken.Stored).ShouldBe(30);
        (await open.AnswersAsync()).Select(answer => answer.Values["why"].Split('/')[0]).Order().ShouldBe(Enumerable.Range(0, 30).Select(at => $"{at}").Order());
    }

    /// <summary>The program was killed after the answer was on the disk and before its link was marked.</summary>
    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_link_whose_marking_was_cut_off_serves_no_second_time_and_is_marked_then(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(10);
        OpenRound.Must(await open.AnswerAsync(links[0].Key, "no", "một")).ShouldBe(Taken.Stored);
        await open.UnmarkAsync();
        OpenRound.Must(await open.Installation.Intake.AdmitAsync(open.Survey, links[0].Key, Cancel)).IsUsed.ShouldBeFalse("the store of answers alone knows");
        OpenRound.Must(await open.AnswerAsync(links[0].Key, "no", "hai")).ShouldBe(Taken.Before);
        (await open.AnswersAsync()).ShouldHaveSingleItem().Values["why"].ShouldBe("một");
        OpenRound.Must(await open.Installation.Intake.AdmitAsync(open.Survey, links[0].Key, Cancel)).IsUsed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Answers_that_come_while_others_are_read_neither_move_nor_hide_any(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        await AnswerAsync(open, 0, 4_500);
        using var reading = open.Installation.Answers.Of(OpenSurvey.Code, "noivu", "").GetEnumerator();
        reading.MoveNext().ShouldBeTrue();
        var read = new List<string> { reading.Current.Values["why"] };
        await AnswerAsync(open, 4_500, 300);
        while (reading.MoveNext())
            read.Add(reading.Current.Values["why"]);
        read.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 4_500).Select(number => $"{number}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task When_the_store_fails_everybody_who_waits_learns_of_it_and_may_try_again(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(20);
        OpenRound.Must(await open.AnswerAsync(links[0].Key)).ShouldBe(Taken.Stored);
        await open.BreakStoreAsync(isBroken: true);
        var tries = links.Skip(1).Select(link => open.AnswerAsync(link.Key)).ToList();
        foreach (var one in tries)
            await Should.ThrowAsync<System.Data.Common.DbException>(one);
        await open.BreakStoreAsync(isBroken: false);
        (await open.AnswersAsync()).Length.ShouldBe(1, "what was not thanked for is not half there");
        foreach (var link in links.Skip(1))
            OpenRound.Must(await open.AnswerAsync(link.Key)).ShouldBe(Taken.Stored);
        (await open.AnswersAsync()).Length.ShouldBe(20);
    }

    [Fact]
    public void A_batch_is_parted_into_the_answers_it_was_joined_of()
    {
        string[] written = ["""{"unit":"a","values":{"q":"{[\"]}"}}""", """{"unit":"Đ, ế"}""", "{}"];
        AnswerBatches.Split(AnswerBatches.Join([.. written])).ShouldBe(written);
        AnswerBatches.Split("[]").ShouldBeEmpty();
    }

    private static async Task AnswerAsync(OpenSurvey open, int from, int count)
    {
        foreach (var part in Enumerable.Range(from, count).Chunk(500))
            await Task.WhenAll(part.Select(async number => OpenRound.Must(await open.AnswerAsync(LinkKey.New(), "no", $"{number}", "noivu", AnswerMode.Kiosk)).ShouldBe(Taken.Stored)));
    }
}
