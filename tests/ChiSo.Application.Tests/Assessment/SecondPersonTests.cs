using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>What one proposes another decides, on both databases: whoever stands in for somebody counts as both.</summary>
public sealed class SecondPersonTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_approves_what_their_stand_in_or_whom_they_stand_in_for_proposed(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (principal, other) = (await round.PersonAsync("chinh", Role.StandingOffice, ""), await round.PersonAsync("khac2", Role.StandingOffice, ""));
        var (first, second) = (await StandInAsync(round, "thay1", principal), await StandInAsync(round, "thay2", principal));
        var own = await ActingAsync(round, await round.PersonAsync("ca-hai", Role.StandingOffice, ""), principal);
        foreach (var (proposer, decider, refused) in new[]
        {
            (first, principal, true), (principal, first, true), (first, second, true), (first, first, true), (first, other, false), (other, first, false),
            (own, principal, false), (principal, own, false), // they acted in their own right
        })
        {
            var extension = OpenRound.Must(await round.Installation.Calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, round.Clock.Now.UtcDateTime.AddDays(100), "Mất điện"), Of(round, proposer), Cancel));
            round.Clock.Now += TimeSpan.FromMinutes(1);
            Codes(await round.Installation.Calendar.ApproveExtensionAsync(OpenRound.Code, extension.Id, Of(round, decider), Cancel)).ShouldBe(refused ? ["round.same-person"] : [], $"{proposer.FullName}, {decider.FullName}");
            Codes(await round.Installation.RoundProposals.ReturnAsync(OpenRound.Code, new(RoundProposalKind.Extension, extension.Id), "Chưa cần", Of(round, decider), Cancel)).ShouldBe(refused ? ["round.same-person"] : ["round.approved-already"]);
            await round.Installation.Database.WriteAsync(context => context.Extensions.ExecuteDeleteAsync(Cancel), Cancel);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_stand_in_whose_time_is_over_still_counts_for_what_they_proposed(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var principal = await round.PersonAsync("chinh", Role.StandingOffice, "");
        var substitute = await StandInAsync(round, "thay", principal);
        var dates = round.Clock.Now.UtcDateTime;
        var pause = OpenRound.Must(await round.Installation.Calendar.ProposePauseAsync(OpenRound.Code, new("", dates.AddHours(1), dates.AddDays(3), "Bão"), Of(round, substitute), Cancel));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        OpenRound.Must(await round.Installation.Accounts.EndAsync(substitute.Mandates.Single(held => held.ActingFor is not null).Id, round.By(Guid.Empty), Cancel));
        Codes(await round.Installation.Calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, Of(round, principal), Cancel)).ShouldBe(["round.same-person"]);
        var other = await round.PersonAsync("khac2", Role.StandingOffice, "");
        OpenRound.Must(await round.Installation.Calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, Of(round, other), Cancel));

        substitute = await ActingAsync(round, substitute, principal);
        OpenRound.Must(await round.Installation.PauseEnds.ProposeAsync(OpenRound.Code, new(pause.Id, dates.AddDays(1), "Tạnh"), Of(round, principal), Cancel));
        Codes(await round.Installation.PauseEnds.ApproveAsync(OpenRound.Code, pause.Id, dates.AddDays(1), Of(round, substitute), Cancel)).ShouldBe(["pause.end-same-person"]);
        OpenRound.Must(await round.Installation.PauseEnds.ApproveAsync(OpenRound.Code, pause.Id, dates.AddDays(1), Of(round, other), Cancel));
    }

    private static async Task<Person> StandInAsync(OpenRound round, string name, Person principal) => await ActingAsync(round, await round.PersonAsync(name, Role.UnitOfficer, "yte"), principal);

    private static async Task<Person> ActingAsync(OpenRound round, Person person, Person principal)
    {
        OpenRound.Must(await round.Installation.Accounts.GrantAsync(new(person.Id, Role.StandingOffice, "", "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(50), principal.Id), round.By(Guid.Empty), Cancel));
        return (await round.Installation.Accounts.FindAsync(person.Id, Cancel)).ShouldNotBeNull();
    }

    private static Change Of(OpenRound round, Person person) => new(person.Id, person.MandateTo(Act.RunRound, new()).ShouldNotBeNull().Id, round.Clock.Now.UtcDateTime, "");

    private static string[] Codes<T>(Result<T> result) => [.. result.Problems.Select(problem => problem.Code)];
}
