using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>The people of units that end: officers and leaders go on in the unit that takes the open work over, appraisers keep their role until their rounds are over.</summary>
internal static class PeopleOfUnits
{
    public static bool Moves(Mandate mandate) => mandate.Role is Role.UnitOfficer or Role.UnitLeader;

    /// <summary>Mandates for some units that hold at an instant or later.</summary>
    public static async Task<List<(string FullName, string UserName, Mandate Mandate)>> HoldingAsync(ChiSoContext context, IReadOnlyCollection<string> units, DateTime at, CancellationToken cancel)
    {
        var rows = await (from mandate in context.Mandates join account in context.Accounts on mandate.AccountId equals account.Id
                          where units.Contains(mandate.Unit) && (mandate.Until == null || mandate.Until > at) && !account.Closed
                          orderby account.UserName select new { account.FullName, account.UserName, Mandate = mandate }).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.FullName, row.UserName ?? "", row.Mandate));
    }

    /// <summary>Ends what ends on the day, or now where the day is past, and begins the same role in the unit that takes the work over. Who stood in for somebody stands in for nobody there: that mandate only ends.</summary>
    public static async Task MoveAsync(ChiSoContext context, Reorganisation wanted, Change change, CancellationToken cancel)
    {
        var at = VietnamTime.Utc(wanted.On) is var day && day > change.At ? day : change.At;
        foreach (var (_, userName, mandate) in (await HoldingAsync(context, wanted.Ending(), at, cancel)).Where(one => Moves(one.Mandate)))
        {
            var until = mandate.Until;
            mandate.End(at);
            await Trail.AppendAsync(context, Trail.Installation, change, "mandate.ended", userName, new { mandate.Id, Role = mandate.Role.ToString(), mandate.Unit, at }, cancel);
            if (wanted.HeirOf(mandate.Unit) is not { } heir || mandate.ActingFor is not null)
                continue;
            var next = new Mandate { AccountId = mandate.AccountId, Role = mandate.Role, Unit = heir, Ground = change.Reason, GrantedBy = change.By, From = mandate.From > at ? mandate.From : at };
            if (until is { } end)
                next.End(end);
            context.Mandates.Add(next);
            await Trail.AppendAsync(context, Trail.Installation, change, "mandate.granted", userName, new { next.Id, Role = next.Role.ToString(), next.Unit, next.Ground, next.From, next.Until }, cancel);
        }
    }
}
