using System.Globalization;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.People;

/// <summary>Made-up people of every role and an open round made from the newest illustrative one, for demo mode alone.</summary>
internal static class DemoPeople
{
    public const string Prefix = "thu.";

    /// <summary>Written on the sign-in page of demo mode, and nowhere else of any use.</summary>
    public const string Password = "cau-tho-ben-dong-song";

    private const string Officer = "noivu";
    private const string Agency = "tuphap";

    private static readonly (string User, string Name, (Role Role, string Unit)[] Mandates)[] People =
    [
        ("canbo", "Cán bộ Sở Nội vụ (thử)", [(Role.UnitOfficer, Officer)]),
        ("lanhdao", "Lãnh đạo Sở Nội vụ (thử)", [(Role.UnitLeader, Officer)]),
        ("thamdinh", "Cán bộ thẩm định Sở Tư pháp (thử)", [(Role.Appraiser, Agency)]),
        ("chutri", "Lãnh đạo Sở Tư pháp (thử)", [(Role.LeadAgencyLeader, Agency), (Role.UnitLeader, Agency)]),
        ("togiup", "Tổ giúp việc Hội đồng (thử)", [(Role.Appraiser, Agencies.WorkingGroup)]),
        ("totruong", "Tổ trưởng Tổ giúp việc (thử)", [(Role.LeadAgencyLeader, Agencies.WorkingGroup)]),
        ("thuongtruc", "Chuyên viên thường trực (thử)", [(Role.StandingOffice, "")]),
        ("thuongtruc2", "Trưởng phòng thường trực (thử)", [(Role.StandingOffice, "")]),
        ("uyvien", "Ủy viên Hội đồng (thử)", [(Role.CouncilMember, "")]),
        ("chutoa", "Chủ tịch Hội đồng (thử)", [(Role.CouncilChair, "")]),
        ("thuky", "Thư ký Hội đồng (thử)", [(Role.CouncilSecretary, "")]),
        ("chutich", "Chủ tịch UBND (thử)", [(Role.Chairman, "")]),
        ("kiemtoan", "Kiểm toán viên (thử)", [(Role.Auditor, "")]),
        ("quantri", "Quản trị hệ thống (thử)", [(Role.Administrator, "")]),
    ];

    /// <summary>Makes what isn't there yet; a second start changes nothing.</summary>
    public static async Task MakeAsync(Installation installation, CancellationToken cancel)
    {
        var known = (await installation.Accounts.ListAsync(cancel)).Select(row => row.UserName).ToHashSet();
        var change = Change.OnThisMachine(TimeProvider.System, "demo");
        foreach (var (user, name, mandates) in People.Where(one => !known.Contains(Prefix + one.User)))
            await MakeAsync(installation, user, name, mandates, change, cancel);
        if ((await installation.Live.ListAsync(cancel)).IsEmpty)
            await OpenRoundAsync(installation, change, cancel);
    }

    private static async Task MakeAsync(Installation installation, string user, string name, (Role Role, string Unit)[] mandates, Change change, CancellationToken cancel)
    {
        var account = Must(await installation.Accounts.CreateAsync(new(Prefix + user, name), change, cancel));
        foreach (var (role, unit) in mandates)
            Must(await installation.Accounts.GrantAsync(new(account.Id, role, unit, "Chế độ thử"), change, cancel));
        await installation.Database.WriteAsync(async context =>
        {
            var stored = await context.Accounts.SingleAsync(one => one.Id == account.Id, cancel);
            stored.PasswordHash = new PasswordHasher<Account>().HashPassword(stored, Password);
            return stored;
        }, cancel);
    }

    private static async Task OpenRoundAsync(Installation installation, Change change, CancellationToken cancel)
    {
        foreach (var code in await installation.Rounds.CodesAsync(cancel))
        {
            if (await installation.Rounds.LoadAsync(code, cancel) is not { Illustrative: true } last || !int.TryParse(last.Period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                continue;

            var period = (year + 1).ToString(CultureInfo.InvariantCulture);
            var next = RollOver.From(last, new($"thu-{period}", new($"Kỳ đánh giá thử năm {period} (minh họa)", $"Trial round {period} (illustrative)"), period,
                last.DataFrom.AddYears(1), last.DataTo.AddYears(1), last.Note, last.Source));
            Must(await installation.Rounds.ImportAsync(next, change, cancel));
            Must(await installation.Calendar.SetAsync(next.Code, [.. next.Stages.Select(stage => new SetWindow(stage, change.At, change.At.AddDays(60)))], change, cancel));
            Must(await installation.Calendar.ProposeOpeningAsync(next.Code, change, cancel));
            Must(await installation.Calendar.OpenAsync(next.Code, change with { By = Guid.CreateVersion7() }, cancel));
            return;
        }
    }

    private static T Must<T>(Engine.Result<T> result) => result.TryGet(out var value) ? value : throw new InvalidOperationException(result.Problems[0].ToString());
}
