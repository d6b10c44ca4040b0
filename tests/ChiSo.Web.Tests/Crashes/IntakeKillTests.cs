using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>The program is killed while answers pour in: every form it thanked for is there, none is there twice, and every link is marked.</summary>
public sealed class IntakeKillTests(PostgresServer postgres)
{
    private const int PushKills = 2;
    private const int LongKills = 25;
    private const int FormsAKill = 400;
    private const int Seed = 20261123;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Every_form_that_was_thanked_for_is_there_once(KillTests.Kind kind) => KillAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Every_form_that_was_thanked_for_is_there_once_after_many_kills(KillTests.Kind kind) => KillAsync(kind, LongKills);

    private async Task KillAsync(KillTests.Kind kind, int kills)
    {
        using var scratch = kind == KillTests.Kind.Sqlite ? Scratch.Embedded() : Scratch.On(postgres);
        var server = kind == KillTests.Kind.Postgres ? scratch.Database : null;
        var people = new Respondents(await InviteAsync(scratch, server, kills * FormsAKill));
        var moments = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await using var served = await ServedProcess.StartAsync(scratch.Folder, scratch.Database);
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var work = people.AnswerAsync(served.Address, FormsAKill - 50, started);
            await started.Task;
            await Task.WhenAny(work, Task.Delay(moments.Next(20, 400), Cancel));
            await served.KillAsync();
            await work;
            (await StoredAsync(scratch, server)).ShouldBeUnique();
            people.Thanked.Keys.Select(Respondents.Comment).Except(await StoredAsync(scratch, server)).ShouldBeEmpty("a form that was thanked for is lost");
        }

        people.Thanked.Count.ShouldBeGreaterThanOrEqualTo(kills, "nobody got to answer after each start");
        await using var last = await ServedProcess.StartAsync(scratch.Folder, scratch.Database);
        await people.AnswerAsync(last.Address, int.MaxValue, new(TaskCreationOptions.RunContinuationsAsynchronously));
        (await last.StopAsync()).ShouldBe(0);
        (await StoredAsync(scratch, server)).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, kills * FormsAKill).Select(Respondents.Comment).Order(StringComparer.Ordinal));
        using var installation = new Installation(server, scratch.Folder, TimeProvider.System);
        var survey = (await installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        (await installation.Surveys.CountAsync(survey, Cancel)).ShouldBe([new("noivu", "", kills * FormsAKill, kills * FormsAKill)], "a link whose marking was cut off is marked when it comes again");
    }

    private static async Task<IReadOnlyList<string>> InviteAsync(Scratch scratch, string? server, int people)
    {
        using var installation = new Installation(server, scratch.Folder, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
        var change = Change.OnThisMachine(TimeProvider.System, "test");
        DeclarationFile.Read(House.Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var example).ShouldBeTrue();
        var today = VietnamTime.Today(TimeProvider.System);
        var declared = example!.Declaration with { Code = SurveyPages.ByLink, Opens = today.AddDays(-1), Closes = today.AddDays(2), KeepUntil = today.AddDays(900) }; // read just above
        (await installation.Surveys.OpenAsync(example with { Declaration = declared }, change, Cancel)).Problems.ShouldBeEmpty();
        (await installation.Surveys.InviteAsync(SurveyPages.ByLink, [.. Enumerable.Range(0, people).Select(number => new Invitee($"P{number}", "noivu", "", ""))], change, Cancel)).TryGet(out var links).ShouldBeTrue();
        return [.. links.Select(link => link.Key)];
    }

    private static async Task<List<string>> StoredAsync(Scratch scratch, string? server)
    {
        using var installation = new Installation(server, scratch.Folder, TimeProvider.System);
        return [.. (await SurveyPages.AnswersAsync(installation, SurveyPages.ByLink)).Select(answer => answer.Values["comment"])];
    }
}
