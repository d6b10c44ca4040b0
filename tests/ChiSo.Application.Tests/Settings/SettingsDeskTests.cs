using ChiSo.Application.Audit;
using ChiSo.Application.Settings;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Settings;

/// <summary>Settings of the installation: all or none, with the version seen.</summary>
public sealed class SettingsDeskTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Change Change => Change.OnThisMachine(TimeProvider.System, "thử");

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_change_holds_at_once_and_is_a_link_and_the_one_who_did_not_see_it_is_told(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var desk = test.Installation.Settings;
        (await desk.ReadAsync(Cancel)).ShouldBe(new());

        (await desk.SaveAsync(new("6:30", "90", "5"), 0, Change, Cancel)).TryGet(out _).ShouldBeTrue();
        (await desk.SaveAsync(new("6:30", "90", "5"), 1, Change, Cancel)).TryGet(out _).ShouldBeTrue(); // nothing new

        desk.Current.ShouldBe(new() { DigestAt = new(6, 30), SecurityLogDays = 90, SignInTries = 5, Version = 1 });
        (await new SettingsDesk(test.Installation.Database).ReadAsync(Cancel)).ShouldBe(desk.Current);
        (await desk.SaveAsync(new("8:00", "90", "5"), 0, Change, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("settings.overtaken");
        (await desk.SaveAsync(new("8:00", "90", "5"), 1, Change, Cancel)).TryGet(out var later).ShouldBeTrue();
        later!.Version.ShouldBe(2); // saved just above
        await using var context = test.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "settings.changed", Cancel)).ShouldBe(2);
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_wrong_one_is_told_and_nothing_is_changed()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);

        var refused = await test.Installation.Settings.SaveAsync(new("7 giờ", "0", "121"), 0, Change, Cancel);

        refused.Problems.Select(problem => problem.Where).ShouldBe(["digest_at", "log_days", "tries"]);
        refused.Problems.ShouldAllBe(problem => problem.Code == "settings.wrong");
        (await test.Installation.Settings.ReadAsync(Cancel)).ShouldBe(new());
    }
}
