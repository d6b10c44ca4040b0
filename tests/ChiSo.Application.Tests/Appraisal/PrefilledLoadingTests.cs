using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A file of pre-filled figures on both databases: shown first, taken in whole and once.</summary>
public sealed class PrefilledLoadingTests(PostgresServer postgres)
{
    private static readonly string Other = PrefilledRound.File.Replace(",a,4,", ",a,3,", StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_is_shown_before_anything_is_stored_and_taken_in_once(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        var id = await made.LayInAsync(made.Office, PrefilledRound.File);
        var plan = await made.PlanAsync(id, made.Office);
        plan.Loaded.Select(one => (one.Letter, one.Value, one.Before, one.As)).ShouldBe([("a", 4m, null, PrefilledAs.New), ("b", 5m, null, PrefilledAs.New)]);
        (await made.Round.SheetAsync()).Prefilled.ShouldBeEmpty("looking stores nothing");
        (await made.Loading.TakeInAsync(id, "khác", made.Office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.overtaken");

        OpenRound.Must(await made.Loading.TakeInAsync(id, plan.Seen, made.Office, Cancel)).ShouldBe(2);
        (await made.Loading.TakeInAsync(id, plan.Seen, made.Office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.taken-already");
        (await made.PlanAsync(id, made.Office)).Upload.Lines.Select(line => line.Seen).ShouldBe([1, 1]);
        await using var context = made.Round.Installation.Database.Open();
        (await context.PrefilledFigures.CountAsync(Cancel)).ShouldBe(2);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_plan_tells_what_would_fall_on_confirmed_and_on_disputed_figures(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        var changed = await made.PlanAsync(await made.LayInAsync(made.Office, Other), made.Office);
        var figure = changed.Loaded.ShouldHaveSingleItem();
        (figure.As, figure.Before!.Figure.Value, figure.Value, figure.IsOnConfirmed).ShouldBe((PrefilledAs.Changed, 4m, 3m, false)); // it was filled in
        changed.Count(PrefilledAs.Stands).ShouldBe(1);

        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        var id = await made.LayInAsync(made.Office, Other);
        var confirmed = await made.PlanAsync(id, made.Office);
        confirmed.Loaded.Single().IsOnConfirmed.ShouldBeTrue();
        (await made.Loading.TakeInAsync(id, changed.Seen, made.Office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.overtaken", "confirmed since");

        OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        var disputed = await made.PlanAsync(id, made.Office);
        disputed.Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("prefill.has-case", "so-lieu.csv:2:Giá trị")]);
        (disputed.Figures.Count(one => one.IsOnCase), disputed.Loaded.Any(), disputed.Count(PrefilledAs.Changed)).ShouldBe((1, false, 0));
        (await made.Loading.TakeInAsync(id, disputed.Seen, made.Office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.has-case");
        (await made.FigureAsync()).Figure.Value.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_the_scanner_holds_back_is_not_read(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        var id = await made.LayInAsync(made.Office, PrefilledRound.File);
        foreach (var (state, code) in new[] { (FileState.Pending, "file.waits-for-scan"), (FileState.Unable, "file.not-scanned"), (FileState.Infected, "file.infected") })
        {
            var open = await made.PlanAsync(id, made.Office);
            await HeldFiles.HoldAsync(made.Round.Installation.Database, open.Upload.Hash, state);
            var held = await made.PlanAsync(id, made.Office);
            (held.Hold, held.Problems.ShouldHaveSingleItem().Code, held.Figures.IsEmpty).ShouldBe((state, code, true));
            (await made.Loading.TakeInAsync(id, open.Seen, made.Office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
            await HeldFiles.ReleaseAsync(made.Round.Installation.Database, open.Upload.Hash);
        }

        OpenRound.Must(await made.Loading.TakeInAsync(id, (await made.PlanAsync(id, made.Office)).Seen, made.Office, Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_takes_in_what_another_sent_and_a_press_twice_is_one_job()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        var id = await made.LayInAsync(made.Office, PrefilledRound.File);
        var seen = (await made.PlanAsync(id, made.Office)).Seen;
        foreach (var person in new[] { made.Appraiser, made.Round.Officer, await made.Round.PersonAsync("thuongtruc2", Role.StandingOffice, "") })
        {
            (await made.Loading.PlanAsync(id, person, Cancel)).ShouldBeNull(person.FullName);
            (await made.Loading.TakeInAsync(id, seen, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.no-file", person.FullName);
        }

        (await made.Round.Installation.FigureLoading.PlanAsync(id, made.Office, Cancel)).ShouldBeNull("it is no agency's own file");
        var asked = OpenRound.Must(await made.Round.Installation.PrefilledImports.AskAsync(id, seen, made.Office, Cancel));
        OpenRound.Must(await made.Round.Installation.PrefilledImports.AskAsync(id, seen, made.Office, Cancel)).ShouldBe(asked);
    }
}
