using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Publication;

/// <summary>The decision that approves a round is stored with its frozen results, or neither is.</summary>
public sealed class ApprovalTests(PostgresServer postgres)
{
    private static readonly ApproveRound Decision = new("512/QĐ-UBND", new(2024, 4, 17), "quyết định.pdf", SaysNotSecret: true);

    private static readonly byte[] Signed = "%PDF-1.7 thử"u8.ToArray();

    private static string Round => SampleRound.Ministries.Code;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_decision_freezes_the_round_and_stays_as_it_was_first_recorded(Kind kind)
    {
        using var test = await ImportedAsync(kind);
        (await ApproveAsync(test, Decision, Signed, Role.Chairman)).TryGet(out var frozen).ShouldBeTrue();
        frozen!.Already.ShouldBeFalse(); // got it just above

        (await ApproveAsync(test, Decision with { Number = "999/QĐ-UBND" }, Signed, Role.Chairman)).TryGet(out var again).ShouldBeTrue();
        (again!.Already, again.Hashes[0]).ShouldBe((true, frozen.Hashes[0])); // likewise

        var stored = (await test.Installation.Approvals.FindAsync(Round, Cancel)).ShouldNotBeNull();
        (stored.Number, stored.DecidedOn, stored.FileName, stored.By).ShouldBe(("512/QĐ-UBND", new(2024, 4, 17), "quyết định.pdf", "Chairman"));
        await using var file = test.Installation.Files.Open(stored.FileHash);
        using var read = new MemoryStream();
        await file.CopyToAsync(read, Cancel);
        read.ToArray().ShouldBe(Signed);
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        (await test.Installation.TrailLinks.FindAsync(new(null, "round.approved", null, null, null, null, 1), Cancel)).All.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_lacks_the_mandate_approves_nothing()
    {
        using var test = await ImportedAsync(Kind.Sqlite);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Chairman))
            (await ApproveAsync(test, Decision, Signed, role)).Problems.ShouldHaveSingleItem(role.ToString()).Code.ShouldBe("approval.not-allowed");
        await NothingIsStoredAsync(test);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_decision_is_told_at_once()
    {
        using var test = await ImportedAsync(Kind.Sqlite);
        (await ApproveAsync(test, new(" ", new(2999, 1, 1), ""), null, Role.Chairman)).Problems.Select(problem => problem.Code).ShouldBe(["approval.no-number", "approval.date", "approval.no-file"]);
        (await ApproveAsync(test, Decision, "PK thử"u8.ToArray(), Role.Chairman)).Problems.ShouldHaveSingleItem().Code.ShouldBe("approval.not-pdf");
        (await ApproveAsync(test, Decision, Signed, Role.Chairman, "khong-co")).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        await NothingIsStoredAsync(test);
    }

    [Fact]
    public async Task A_decision_with_a_secrecy_stamp_is_refused()
    {
        using var test = await ImportedAsync(Kind.Sqlite);
        await SecrecySamples.ShouldBeHeldToAsync(Path.Combine(test.Folder, "files"), test.Installation.Database, async (file, says) => (await ApproveAsync(test, Decision with { SaysNotSecret = says }, file, Role.Chairman, round: null)).Problems);
    }

    [Fact]
    public async Task A_draft_is_computed_as_the_freeze_would()
    {
        using var test = await ImportedAsync(Kind.Sqlite);
        var draft = (await test.Installation.Drafts.ReadAsync(Round, Cancel)).ShouldNotBeNull();
        draft.Blocking.ShouldBeEmpty();
        await ApproveAsync(test, Decision, Signed, Role.Chairman);
        var address = (await test.Installation.Public.AddressesAsync(Cancel))[0];
        var published = (await test.Installation.Public.FindAsync(address.Round, address.Block, Cancel)).ShouldNotBeNull();
        draft.Blocks[0].Computed.Result.Units.Select(unit => unit.Published).ShouldBe(published.Result.Units.Select(unit => unit.Published));
    }

    private static async Task NothingIsStoredAsync(TestInstallation test)
    {
        (await test.Installation.Approvals.FindAsync(Round, Cancel)).ShouldBeNull();
        (await test.Installation.Public.AddressesAsync(Cancel)).ShouldBeEmpty();
    }

    private async Task<TestInstallation> ImportedAsync(Kind kind)
    {
        var test = await TestInstallation.NewAsync(kind, postgres);
        (await test.Installation.Rounds.ImportAsync(SampleRound.Ministries, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        return test;
    }

    private static async Task<Result<Frozen>> ApproveAsync(TestInstallation test, ApproveRound input, byte[]? signed, Role role, string? round = null)
    {
        using var content = signed is null ? null : new MemoryStream(signed);
        return await ApproveAsync(test, input, content, role, round);
    }

    private static async Task<Result<Frozen>> ApproveAsync(TestInstallation test, ApproveRound input, Stream? content, Role role, string? round)
    {
        var mandate = new Mandate { AccountId = Guid.CreateVersion7(), Role = role, Unit = "", Ground = "thử", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch };
        return await test.Installation.Approvals.ApproveAsync(round ?? Round, input, content, new(mandate.AccountId, role.ToString(), [mandate]), Cancel);
    }
}
