using System.Collections.Frozen;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.People;

/// <summary>Made-up people of every role, for demo mode alone.</summary>
internal static class DemoPeople
{
    public const string Prefix = "thu.";

    /// <summary>Written on the sign-in page of demo mode, and nowhere else of any use.</summary>
    public const string Password = "cau-tho-ben-dong-song";

    private static readonly FrozenSet<string> Names = Of(DemoCast.Usual).Select(one => Prefix + one.User).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this is one of their user names, whatever its case; others may begin with <see cref="Prefix"/> too.</summary>
    public static bool IsMadeUp(string? userName) => userName is not null && Names.Contains(userName);

    private static (string User, string Name, (Role Role, string Unit)[] Mandates)[] Of(DemoCast cast) =>
    [
        ("canbo", $"Cán bộ {cast.Unit.Name} (thử)", [(Role.UnitOfficer, cast.Unit.Code)]),
        ("lanhdao", $"Lãnh đạo {cast.Unit.Name} (thử)", [(Role.UnitLeader, cast.Unit.Code)]),
        ("thamdinh", $"Cán bộ thẩm định {cast.Agency.Name} (thử)", [(Role.Appraiser, cast.Agency.Code)]),
        ("chutri", $"Lãnh đạo {cast.Agency.Name} (thử)", [(Role.LeadAgencyLeader, cast.Agency.Code), .. cast.AgencyIsUnit ? [(Role.UnitLeader, cast.Agency.Code)] : Array.Empty<(Role, string)>()]),
        ("togiup", "Tổ giúp việc Hội đồng (thử)", [(Role.Appraiser, Agencies.WorkingGroup)]),
        ("totruong", "Tổ trưởng Tổ giúp việc (thử)", [(Role.LeadAgencyLeader, Agencies.WorkingGroup)]),
        ("capmot", $"Cán bộ {cast.FirstLevel.Name} (thử)", [(Role.Appraiser, cast.FirstLevel.Code)]),
        ("truongcapmot", $"Lãnh đạo {cast.FirstLevel.Name} (thử)", [(Role.LeadAgencyLeader, cast.FirstLevel.Code)]),
        ("thuongtruc", "Chuyên viên thường trực (thử)", [(Role.StandingOffice, "")]),
        ("thuongtruc2", "Trưởng phòng thường trực (thử)", [(Role.StandingOffice, "")]),
        ("uyvien", "Ủy viên Hội đồng (thử)", [(Role.CouncilMember, "")]),
        ("chutoa", "Chủ tịch Hội đồng (thử)", [(Role.CouncilChair, "")]),
        ("thuky", "Thư ký Hội đồng (thử)", [(Role.CouncilSecretary, "")]),
        ("chutich", "Chủ tịch UBND (thử)", [(Role.Chairman, "")]),
        ("kiemtoan", "Kiểm toán viên (thử)", [(Role.Auditor, "")]),
        ("quantri", "Quản trị hệ thống (thử)", [(Role.Administrator, "")]),
        ("khaosat", "Quản lý khảo sát (thử)", [(Role.SurveyManager, "")]),
        ("khaosat2", "Trưởng nhóm khảo sát (thử)", [(Role.SurveyManager, "")]),
        ("nhapphieu", "Người nhập phiếu một (thử)", [(Role.Keyer, "")]),
        ("nhapphieu2", "Người nhập phiếu hai (thử)", [(Role.Keyer, "")]),
        (DemoFieldwork.Coordinator, "Điều phối viên khảo sát (thử)", []),
        (DemoFieldwork.Interviewer, "Điều tra viên (thử)", []),
        (DemoFieldwork.Supervisor, "Giám sát viên khảo sát (thử)", []),
    ];

    /// <summary>Makes what isn't there yet, with a round to play in; a second start changes nothing.</summary>
    /// <param name="othersAtWork">As <see cref="DemoRound.MakeAsync"/>.</param>
    public static async Task MakeAsync(Installation installation, DemoCast cast, bool othersAtWork, CancellationToken cancel)
    {
        var known = (await installation.Accounts.ListAsync(cancel)).Select(row => row.UserName).ToHashSet();
        var change = Change.OnThisMachine(TimeProvider.System, "demo");
        foreach (var (user, name, mandates) in Of(cast).Where(one => !known.Contains(Prefix + one.User)))
            await MakeAsync(installation, user, name, mandates, change, cancel);
        if ((await installation.Live.ListAsync(cancel)).IsEmpty)
            await DemoRound.MakeAsync(installation, change, othersAtWork, cancel);
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

    private static T Must<T>(Engine.Result<T> result) => result.TryGet(out var value) ? value : throw new InvalidOperationException(result.Problems[0].ToString());
}
