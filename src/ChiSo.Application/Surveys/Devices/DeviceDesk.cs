using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Devices;

/// <param name="Name">What the device signs with.</param>
/// <param name="Holder">Who has it.</param>
public sealed record AddDevice(string Name, string Holder);

/// <summary>Devices that collect: added and revoked by the survey manager, each with a password of its own for one survey.</summary>
public sealed class DeviceDesk(ChiSoDatabase database, SurveyDesk desk, TimeProvider clock)
{
    public const int LongestName = 40;
    public const int LongestHolder = 200;

    /// <summary>Adds a device.</summary>
    /// <returns>Its password. It stands nowhere else: whoever loses it gets another for the device added anew.</returns>
    public async Task<Result<string>> AddAsync(string code, AddDevice request, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        if (survey.IsClosed)
            return SurveyProblems.Closed(code);
        var (name, holder) = (request.Name.Trim(), request.Holder.Trim());
        ImmutableArray<Problem> problems = [.. IsName(name) ? [] : (Problem[])[DeviceProblems.NoName(code)], .. holder.Length is 0 or > LongestHolder ? (Problem[])[DeviceProblems.NoHolder(code)] : []];
        if (!problems.IsEmpty)
            return problems;
        var (password, change) = (LinkKey.New(), new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        return await database.WriteAsync<Result<string>>(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
                if (await context.SurveyDevices.AnyAsync(device => device.SurveyId == survey.Id && device.Name == name && device.RevokedAt == null, cancel))
                    return DeviceProblems.Taken(code, name);
                var device = new CollectingDevice { SurveyId = survey.Id, Name = name, Holder = holder, PasswordHash = LinkKey.OfDevice(code, password), MadeAt = change.At };
                context.SurveyDevices.Add(device);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.device-added", code, new { device = device.Id, device.Name, device.Holder }, cancel);
                return password;
            }, cancel);
    }

    /// <summary>Takes nothing more from a device. Doing it twice changes nothing.</summary>
    public async Task<Result<Guid>> RevokeAsync(string code, Guid id, Person person, CancellationToken cancel)
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
                if (await context.SurveyDevices.SingleOrDefaultAsync(device => device.Id == id && device.SurveyId == survey.Id, cancel) is not { } device)
                    return DeviceProblems.Unknown(code);
                if (device.RevokedAt is not null)
                    return id;
                device.Revoke(change.At);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.device-revoked", code, new { device = device.Id, device.Name }, cancel);
                return id;
            }, cancel);
    }

    /// <summary>Every device of a survey by name, revoked ones too.</summary>
    public async Task<ImmutableArray<CollectingDevice>> ListAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.SurveyDevices.AsNoTracking().Where(device => device.SurveyId == survey.Id).OrderBy(device => device.Name).ThenBy(device => device.MadeAt).ToListAsync(cancel)];
    }

    /// <summary>The device that signs so; <c>null</c> when there is none, the password is wrong, or it was revoked.</summary>
    public async Task<CollectingDevice?> FindAsync(LiveSurvey survey, string name, string password, CancellationToken cancel)
    {
        var hash = LinkKey.OfDevice(survey.Code, LinkKey.Read(password) ?? "");
        await using var context = database.Open();
        var found = await context.SurveyDevices.AsNoTracking().SingleOrDefaultAsync(device => device.SurveyId == survey.Id && device.Name == name.Trim() && device.RevokedAt == null, cancel);
        return found is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found.PasswordHash), Encoding.ASCII.GetBytes(hash)) ? found : null;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}

/// <summary>What can be wrong with devices that collect.</summary>
internal static class DeviceProblems
{
    public static Problem NoName(string code) => new("survey.device-name", code,
        new("Tên máy còn trống, dài quá 40 ký tự, hoặc có ký tự khác chữ thường không dấu, chữ số, gạch nối.", "The name of the device is empty, longer than 40 letters, or has other letters than a to z, digits and hyphens."),
        new("Ghi ngắn gọn, như dtv-07.", "Write it shortly, such as dtv-07."));

    public static Problem NoHolder(string code) => new("survey.device-holder", code,
        new("Chưa ghi ai giữ máy, hoặc ghi dài quá 200 ký tự.", "Who has the device is missing, or longer than 200 characters."), new("Ghi tên điều tra viên hoặc nơi giữ máy.", "Write the interviewer's name, or where the device is kept."));

    public static Problem Taken(string code, string name) => new("survey.device-taken", code,
        new($"Máy {name} đang dùng.", $"The device {name} is in use."), new("Chọn tên khác, hoặc thu hồi máy cũ trước.", "Choose another name, or revoke the old device first."));

    public static Problem Unknown(string code) => new("survey.device-unknown", code,
        new("Không có máy này.", "There is no such device."), new("Tải lại trang và chọn từ danh sách.", "Load the page again and choose from the list."));
}
