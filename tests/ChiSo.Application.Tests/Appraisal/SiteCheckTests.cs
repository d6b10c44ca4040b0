using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Checks at the unit beside a line on both databases: recorded and withdrawn by its appraiser, seen by unit and council, changing no points.</summary>
public sealed class SiteCheckTests(PostgresServer postgres)
{
    private static readonly DateOnly Day = new(2025, 1, 5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_check_is_recorded_once_read_by_the_unit_and_withdrawn_but_never_lost(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var before = await made.FinalAsync(ReviewedRound.Drafts);
        var check = OpenRound.Must(await AddAsync(made, made.Appraiser, Pdf()));
        OpenRound.Must(await AddAsync(made, made.Appraiser, Pdf())).Id.ShouldBe(check.Id, "a double click");
        (check.Place, check.FileName, check.MediaType).ShouldBe(("Trụ sở đơn vị", "bien-ban.pdf", "application/pdf"));
        (await made.FinalAsync(ReviewedRound.Drafts)).ShouldBe(before);

        foreach (var (person, reads) in ((Person, bool)[])[(made.Round.Officer, true), (made.Appraiser, true), (await made.Round.PersonAsync("uyvien", Role.CouncilMember, ""), true), (made.Round.Stranger, false)])
        {
            var opened = await Checks(made).OpenAsync(check.Id, person, Cancel);
            (opened is not null).ShouldBe(reads, person.FullName);
            if (opened is { Content: { } content })
                await content.DisposeAsync();
        }

        (await RowAsync(made)).ShouldBe((check.Id, null));
        await HeldFiles.HoldAsync(made.Round.Installation.Database, check.FileHash, FileState.Unable);
        (await RowAsync(made)).ShouldBe((check.Id, FileState.Unable));
        OpenRound.Must(await Checks(made).WithdrawAsync(ReviewedRound.Part, check.Id, made.Appraiser, Cancel));
        (await Checks(made).WithdrawAsync(ReviewedRound.Part, check.Id, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("site-check.unknown");
        await using var context = made.Round.Installation.Database.Open();
        (await context.SiteChecks.SingleAsync(Cancel)).WithdrawnAt.ShouldNotBeNull();
        (await context.AuditLinks.Select(link => link.Act).Where(act => act.StartsWith("site-check")).ToListAsync(Cancel)).Order(StringComparer.Ordinal).ShouldBe(["site-check.read", "site-check.read", "site-check.read", "site-check.recorded", "site-check.withdrawn"]);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_gap_is_told_and_nobody_else_records()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        (await AddAsync(made, made.Appraiser, on: new(2025, 1, 7))).Problems.ShouldHaveSingleItem().Code.ShouldBe("site-check.day");
        (await AddAsync(made, made.Appraiser, place: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("site-check.no-place");
        (await AddAsync(made, made.Appraiser, minutes: "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("site-check.no-minutes");
        (await AddAsync(made, made.Appraiser, new MemoryStream([1, 2, 3]))).Problems.ShouldHaveSingleItem().Code.ShouldBe("site-check.file");
        foreach (var person in new[] { made.Round.Officer, made.Round.Leader, made.AgencyLeader, await made.Round.PersonAsync("thuongtruc", Role.StandingOffice, "") })
            (await AddAsync(made, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", person.FullName);
        made.Round.Clock.Now += TimeSpan.FromDays(61);
        (await AddAsync(made, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.stage-closed");
        (await Checks(made).OfAsync((await made.Round.SheetAsync()).Block.Id, null, null, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Minutes_with_a_secrecy_stamp_are_refused()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        await SecrecySamples.ShouldBeHeldToAsync(made.Round.FilesFolder, made.Round.Installation.Database, async (file, says) => (await AddAsync(made, made.Appraiser, file, says: says)).Problems);
    }

    private static async Task<(Guid Id, FileState? Hold)> RowAsync(ReviewedRound made)
    {
        var row = (await Checks(made).OfAsync((await made.Round.SheetAsync()).Block.Id, null, null, Cancel)).ShouldHaveSingleItem();
        return (row.Check.Id, row.Hold);
    }

    private static SiteChecks Checks(ReviewedRound made) => made.Round.Installation.SiteChecks;

    private static MemoryStream Pdf() => new("%PDF-1.7 biên bản"u8.ToArray());

    private static async Task<Result<SiteCheck>> AddAsync(ReviewedRound made, Person person, Stream? file = null, DateOnly? on = null, string place = "Trụ sở đơn vị", string minutes = "Biên bản số 3/BB", bool says = true) =>
        await Checks(made).AddAsync(ReviewedRound.Part, new(OpenRound.Unit, new(ReviewedRound.Drafts), SiteCheckKind.OnSite, on ?? Day, place, minutes, file is null ? "" : "bien-ban.pdf", says), file, person, Cancel);
}
