using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>A round made from the sample of Cần Thơ, its self-assessment open for thirty days.</summary>
public sealed class OpenRound : IDisposable
{
    public const string Code = "ky-2024";
    public const string Block = "departments";
    public const string Unit = "noivu";

    private readonly TestInstallation test;

    private OpenRound(TestInstallation test, SetClock clock) => (this.test, Clock) = (test, clock);

    public Application.Publication.Installation Installation => test.Installation;

    public SetClock Clock { get; }

    public string FilesFolder => Path.Combine(test.Folder, "files");

    /// <summary>Everybody's open work, by this round's clock.</summary>
    public PersonDesk Desk => new(Installation, Clock);

    /// <summary>Who waits on whom after the self-assessment, by this round's clock.</summary>
    public RoundWaits Waits => new(Installation.Database, Installation.Sheets, Installation.Reviews, Installation.Councils, Clock);

    /// <summary>Reminders, by this round's clock.</summary>
    public Reminders Reminders => new(Installation.Database, new(Installation.Database, new(Installation.Database, Installation.Sets), Installation.Sheets, Installation.Reviews, Clock), Clock);

    public Person Officer { get; private set; } = null!; // set when the round is made

    public Person Leader { get; private set; } = null!; // likewise

    public Person Stranger { get; private set; } = null!; // likewise

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OpenRound> NewAsync(Kind kind, PostgresServer postgres, bool castingVote = true, Func<RoundDocument, RoundDocument>? change = null)
    {
        var clock = new SetClock(new(2025, 1, 6, 1, 0, 0, TimeSpan.Zero));
        var round = new OpenRound(await TestInstallation.NewAsync(kind, postgres, clock), clock);
        var next = RollOver.From(SampleRound.CanTho, new(Code, Words.Same("Kỳ 2024"), "2024", new(2024, 1, 1), new(2024, 12, 31), Words.Same(""), "thử")) with { CastingVote = castingVote };
        Must(await round.Installation.Rounds.ImportAsync(change is null ? next : change(next), round.By(Guid.Empty), Cancel));
        await round.DateAsync(Stages.Self, 0, 30);
        Must(await round.Installation.Calendar.ProposeOpeningAsync(Code, round.By(Guid.CreateVersion7()), Cancel));
        Must(await round.Installation.Calendar.OpenAsync(Code, round.By(Guid.CreateVersion7()), Cancel));
        round.Officer = await round.PersonAsync("canbo", Role.UnitOfficer, Unit);
        round.Leader = await round.PersonAsync("lanhdao", Role.UnitLeader, Unit);
        round.Stranger = await round.PersonAsync("khac", Role.UnitLeader, "tuphap");
        return round;
    }

    public static T Must<T>(Result<T> result)
    {
        result.Problems.ShouldBeEmpty();
        result.TryGet(out var value).ShouldBeTrue();
        return value!; // asserted just above
    }

    public Change By(Guid person) => new(person, Guid.Empty, Clock.Now.UtcDateTime, "thử");

    public async Task DateAsync(string stage, int from, int to) =>
        Must(await Installation.Calendar.SetAsync(Code, [new(stage, Clock.Now.UtcDateTime.AddDays(from), Clock.Now.UtcDateTime.AddDays(to))], By(Guid.Empty), Cancel));

    /// <summary>As the approval of the results leaves the round, without results.</summary>
    public Task FreezeAsync() => Installation.Database.WriteAsync(async context =>
    {
        (await context.Rounds.SingleAsync(round => round.Code == Code, Cancel)).Freeze(Clock.Now.UtcDateTime);
        return 0;
    }, Cancel);

    public async Task<Person> PersonAsync(string name, Role role, string unit)
    {
        var account = Must(await Installation.Accounts.CreateAsync(new(name, name), By(Guid.Empty), Cancel));
        var (survey, area) = Roles.IsOfField(role) ? ("khao-sat", "dia-ban") : ("", "");
        Must(await Installation.Accounts.GrantAsync(new(account.Id, role, unit, "Giấy giới thiệu số 1") { Survey = survey, Area = area }, By(Guid.Empty), Cancel));
        return (await Installation.Accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
    }

    public async Task<Sheet> SheetAsync() => (await Installation.Sheets.ReadAsync(Code, Block, Unit, Stages.Self, Cancel)).ShouldNotBeNull();

    public Task<Result<SaveOutcome>> SaveAsync(Person person, string criterion, int seen, string entry, string reason = "", string evidence = "Báo cáo số 1/BC") =>
        Installation.Sheets.SaveAsync(new(Code, Block, Unit, Stages.Self, new(criterion), seen, entry, reason, evidence), person, DecimalMark.Comma, Cancel);

    public Task<Result<SheetState>> MoveAsync(Person person, SheetStep step, string note = "") => Installation.Sheets.MoveAsync(Code, Block, Unit, Stages.Self, step, note, person, Cancel);

    /// <summary>What a step of the sheet may change: where it stands, its moves, the lines handed in, the links of all trails.</summary>
    public async Task<(SheetState State, int Moves, int HandedIn, int Links)> MovedAsync()
    {
        var sheet = await SheetAsync();
        await using var context = Installation.Database.Open();
        return (sheet.State, sheet.LastMove?.Sequence ?? 0, sheet.Positions.Values.Count(row => row.HandedIn is not null), context.AuditLinks.Count());
    }

    /// <summary>The entry that counts on a line of the unit now.</summary>
    public async Task<Entry?> FinalAsync(string criterion = "TC_XD_TD")
    {
        var round = (await Installation.Rounds.LoadAsync(Code, Cancel)).ShouldNotBeNull();
        var input = RoundSnapshot.ToInput(round, round.Blocks[0]);
        var leaves = input.Criteria.Leaves().Select(leaf => leaf.Code.Value).ToList();
        return input.Entries[(input.Units.ToList().FindIndex(unit => unit.Code == Unit) * leaves.Count) + leaves.IndexOf(criterion)];
    }

    /// <summary>Enters what the unit entered a year before on every line of its own.</summary>
    public Task FillAsync() => FillRestAsync(Officer);

    /// <summary>The same on every line that is empty yet, by somebody.</summary>
    public async Task FillRestAsync(Person person)
    {
        var last = SampleRound.CanTho.Blocks[0].Positions.Where(position => position.Unit == Unit && position.Stage == Stages.Self).ToDictionary(position => position.Criterion, position => position.Entry);
        var sheet = await SheetAsync();
        foreach (var node in sheet.Own().Where(node => !sheet.Positions.ContainsKey(node.Code)))
            Must(await SaveAsync(person, node.Code.Value, 0, Application.CriteriaSets.EntryText.Format(last[node.Code], node.Scoring!).Replace('.', ','), "vì sao", "Báo cáo số 1/BC")); // own lines are scored
    }

    public void Dispose() => test.Dispose();
}
