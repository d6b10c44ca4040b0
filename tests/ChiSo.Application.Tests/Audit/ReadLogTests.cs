using ChiSo.Application.Audit;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Audit;

/// <summary>Reads of what is not public: where they came from, and what of a week stands out.</summary>
public sealed class ReadLogTests(PostgresServer postgres)
{
    private static readonly DateTime Monday = new(2026, 3, 1, 17, 0, 0, DateTimeKind.Utc); // 00:00 on 2 March in Vietnam
    private static readonly Guid Clerk = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Reads_and_changes_tell_where_they_came_from(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await test.Installation.Reads.RecordAsync(ReadLog.RoundExported, "ky", new(Guid.Empty, Guid.Empty, Monday, ""), Cancel);
        await Task.Run(async () =>
        {
            Origin.Enter(new("10.0.0.7", "0HNA:1"));
            await test.Installation.Reads.RecordAsync(ReadLog.EvidenceRead, "bao-cao.pdf", new(Clerk, Guid.Empty, Monday.AddHours(9), ""), Cancel);
        }, Cancel);

        (await test.Installation.Reads.SinceAsync(Monday, Cancel)).ShouldBe([
            new(Monday, Guid.Empty, ReadLog.RoundExported, "ky", null),
            new(Monday.AddHours(9), Clerk, ReadLog.EvidenceRead, "bao-cao.pdf", new("10.0.0.7", "0HNA:1"))]);
        (await test.Installation.Reads.SinceAsync(Monday.AddHours(1), Cancel)).Length.ShouldBe(1);
        (await test.Installation.Reads.SinceAsync(Monday, Cancel, Monday.AddHours(9))).ShouldHaveSingleItem().Subject.ShouldBe("ky");
        (await test.Installation.Reads.SinceAsync(Monday.AddDays(-7), Cancel, Monday)).ShouldBeEmpty();
        await using var context = test.Installation.Database.Open();
        (await context.AuditPayloads.OrderBy(payload => payload.Sequence).FirstAsync(Cancel)).Json.ShouldNotContain("origin");
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void An_ordinary_week_has_nothing_to_look_at() =>
        ReadAnomalies.Find([.. Reads(Clerk, -14, 40), .. Reads(Clerk, -7, 40), .. Reads(Clerk, 0, 45)], Monday).ShouldBeEmpty();

    [Fact]
    public void Many_more_than_usual_stand_out_and_a_few_never_do()
    {
        ReadAnomalies.Find([.. Reads(Clerk, -7, 12), .. Reads(Clerk, -14, 10), .. Reads(Clerk, 0, 40)], Monday).Select(one => (one.By, one.Kind, one.Reads)).ShouldBe([(Clerk, ReadAnomalyKind.ManyMore, 40)]);
        ReadAnomalies.Find(Reads(Clerk, 0, ReadAnomalies.Few), Monday).ShouldBeEmpty();
    }

    [Fact]
    public void Reads_at_night_in_Vietnam_stand_out()
    {
        SensitiveRead At(int hour, int minute) => new(Monday.AddHours(hour).AddMinutes(minute), Clerk, ReadLog.EvidenceRead, "", null);
        ReadAnomalies.Find([At(5, 0), At(21, 59)], Monday).ShouldBeEmpty();
        ReadAnomalies.Find([At(4, 59), At(22, 0)], Monday).Select(one => (one.By, one.Kind, one.Reads, one.First, one.Last)).ShouldBe([(Clerk, ReadAnomalyKind.AtNight, 2, Monday.AddHours(4).AddMinutes(59), Monday.AddHours(22))]);
    }

    [Fact]
    public void A_new_address_stands_out_for_whoever_has_a_habit()
    {
        ReadAnomalies.Find([.. Reads(Clerk, -7, 3), .. Reads(Clerk, 0, 2, "10.0.0.9"), .. Reads(Other, 0, 2, "10.0.0.9")], Monday)
            .Select(one => (one.By, one.Kind, one.Reads)).ShouldBe([(Clerk, ReadAnomalyKind.NewAddress, 2)]);
    }

    private static IEnumerable<SensitiveRead> Reads(Guid by, int day, int count, string address = "10.0.0.7") =>
        Enumerable.Range(0, count).Select(read => new SensitiveRead(Monday.AddDays(day).AddHours(9).AddMinutes(read), by, ReadLog.EvidenceRead, "", new(address, "")));
}
