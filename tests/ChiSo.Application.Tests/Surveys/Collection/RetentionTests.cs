using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Answers go when they were promised to, with proof.</summary>
public sealed class RetentionTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Answers_and_invitations_go_after_the_last_day_and_leave_one_link(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(10);
        OpenRound.Must(await open.AnswerAsync(links[0].Key, "no", "bí mật")).ShouldBe(Taken.Stored);

        open.Clock.Now = new(2027, 12, 31, 16, 0, 0, TimeSpan.Zero); // 23:00 in Vietnam, still the last day
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBeEmpty();
        (await open.AnswersAsync()).Length.ShouldBe(1);

        open.Clock.Now = new(2027, 12, 31, 17, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBe([new(OpenSurvey.Code, 1, 10)]);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBeEmpty("it is done once");
        (await open.AnswersAsync()).ShouldBeEmpty();
        (await open.Installation.Surveys.CountAsync(open.Survey, Cancel)).ShouldBeEmpty();
        await using (var context = open.Installation.Database.Open())
        {
            var link = await context.AuditLinks.SingleAsync(one => one.Act == "survey.erased", Cancel);
            (link.Chain, link.Subject).ShouldBe((SurveyDesk.ChainOf(OpenSurvey.Code), OpenSurvey.Code));
            var proof = (await context.AuditPayloads.SingleAsync(one => one.Chain == link.Chain && one.Sequence == link.Sequence, Cancel)).Json;
            foreach (var told in (string[])["\"answers\":1", "\"invited\":10", "\"keepUntil\":\"2027-12-31\""])
                proof.ShouldContain(told);
            proof.ShouldNotContain("bí mật");
        }

        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        if (kind == Kind.Sqlite)
            System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(open.Test.Folder, "answers.db"), Cancel)).ShouldNotContain("bí mật");
    }
}
