using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Kiosks;

/// <param name="Unit">The unit people are asked about on the machine.</param>
/// <param name="Place">Where it stands.</param>
public sealed record OpenKiosk(string Unit, string Place);

/// <summary>Machines at one-stop desks: opened and closed by the survey manager, each with an address of its own.</summary>
public sealed class KioskDesk(ChiSoDatabase database, SurveyDesk desk, TimeProvider clock)
{
    private const int LongestPlace = 200;

    /// <summary>Opens a machine.</summary>
    /// <returns>The key of its address. It stands nowhere else: whoever loses it opens another.</returns>
    public async Task<Result<string>> OpenAsync(string code, OpenKiosk request, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        if (survey.IsClosed)
            return SurveyProblems.Closed(code);
        if (survey.Declaration.Raters is not null)
            return SurveyProblems.RatersAreInvited(code);
        ImmutableArray<Problem> problems = [.. survey.Declaration.Unit(request.Unit) is null ? [SurveyProblems.NoUnit(code, request.Unit)] : Array.Empty<Problem>(), .. request.Place.Trim().Length is 0 or > LongestPlace ? [KioskProblems.NoPlace(code)] : Array.Empty<Problem>()];
        if (!problems.IsEmpty)
            return problems;
        var (key, change) = (LinkKey.New(), new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        return await database.WriteAsync<Result<string>>(
            async context =>
            {
                var kiosk = new Kiosk { SurveyId = survey.Id, Unit = request.Unit, Place = request.Place.Trim(), KeyHash = LinkKey.OfKiosk(code, key), OpenedAt = change.At };
                context.SurveyKiosks.Add(kiosk);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.kiosk-opened", code, new { kiosk = kiosk.Id, kiosk.Unit, kiosk.Place }, cancel);
                return key;
            }, cancel);
    }

    /// <summary>Takes no more answers from a machine. Doing it twice changes nothing.</summary>
    public async Task<Result<Guid>> CloseAsync(string code, Guid id, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "");
        return await database.WriteAsync<Result<Guid>>(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
                if (await context.SurveyKiosks.SingleOrDefaultAsync(kiosk => kiosk.Id == id && kiosk.SurveyId == survey.Id, cancel) is not { } kiosk)
                    return KioskProblems.Unknown(code);
                if (kiosk.ClosedAt is not null)
                    return id;
                kiosk.Close(change.At);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.kiosk-closed", code, new { kiosk = kiosk.Id, kiosk.Unit, kiosk.Place }, cancel);
                return id;
            }, cancel);
    }

    /// <summary>Every machine of a survey in the order they were opened.</summary>
    public async Task<ImmutableArray<Kiosk>> ListAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.SurveyKiosks.AsNoTracking().Where(kiosk => kiosk.SurveyId == survey.Id).OrderBy(kiosk => kiosk.OpenedAt).ThenBy(kiosk => kiosk.Id).ToListAsync(cancel)];
    }

    /// <summary>The machine a key belongs to; <c>null</c> when there is none, or it was closed.</summary>
    public async Task<Kiosk?> FindAsync(LiveSurvey survey, string? typed, CancellationToken cancel)
    {
        if (LinkKey.Read(typed) is not { } key)
            return null;
        var hash = LinkKey.OfKiosk(survey.Code, key);
        await using var context = database.Open();
        return await context.SurveyKiosks.AsNoTracking().SingleOrDefaultAsync(kiosk => kiosk.KeyHash == hash && kiosk.SurveyId == survey.Id && kiosk.ClosedAt == null, cancel);
    }
}

/// <summary>What can be wrong with machines at desks.</summary>
public static class KioskProblems
{
    public static Problem NoPlace(string code) => new("survey.kiosk-place", code,
        new("Chưa ghi nơi đặt máy, hoặc ghi dài quá 200 ký tự.", "The place of the machine is missing, or longer than 200 characters."), new("Ghi ngắn gọn, như “Quầy số 3, bộ phận một cửa”.", "Write it shortly, such as “Desk 3, one-stop shop”."));

    public static Problem Unknown(string code) => new("survey.kiosk-unknown", code,
        new("Không có máy này.", "There is no such machine."), new("Tải lại trang và chọn từ danh sách.", "Load the page again and choose from the list."));
}
