using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>A survey in which the leaders of one department rate two others on one form.</summary>
internal static class RaterSurvey
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens it and invites ten of the department's leaders.</summary>
    /// <param name="folder">For the questionnaire.</param>
    public static async Task<ImmutableArray<InvitationLink>> OpenAsync(Application.Publication.Installation installation, string folder, string code)
    {
        DeclarationFile.Read(Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var example).ShouldBeTrue();
        await File.WriteAllLinesAsync(Path.Combine(folder, "survey.csv"), ["type,name,label::Tiếng Việt (vi),required,factor,appearance", "select_one role,role,Vai trò,yes,,", "begin_repeat,rated,Cơ quan,,,rated-units", "select_one quality,plan,Kế hoạch,yes,work,", "end_repeat,,,,,"], Cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "choices.csv"), ["list_name,name,label::Tiếng Việt (vi)", "role,head,Lãnh đạo", "role,staff,Chuyên viên", .. Enumerable.Range(1, 5).Select(number => $"quality,{number},Mức {number}")], Cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "factors.csv"), ["code,parent,weight,label::Tiếng Việt (vi)", "work,,1,Công việc"], Cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "settings.csv"), ["form_id,version,form_title::Tiếng Việt (vi)", "officials_many,1,Cán bộ đánh giá"], Cancel);
        XlsFormReader.Read(folder).TryGet(out var form).ShouldBeTrue();
        var (today, change) = (VietnamTime.Today(TimeProvider.System), Change.OnThisMachine(TimeProvider.System, "test"));
        var declared = example!.Declaration with // read just above
        {
            Code = code, Round = null, Opens = today.AddDays(-1), Closes = today.AddDays(30), KeepUntil = today.AddDays(900), Units = [new("noivu", "Sở Nội vụ"), new("tuphap", "Sở Tư pháp"), new("taichinh", "Sở Tài chính")],
            Raters = [new("noivu", "Lãnh đạo Sở Nội vụ", ["tuphap", "taichinh"])],
        };
        (await installation.Surveys.OpenAsync(new(declared, form!), change, Cancel)).Problems.ShouldBeEmpty(); // as above
        (await installation.Surveys.InviteAsync(code, [.. Enumerable.Range(1, 10).Select(number => new Invitee($"N{number}", "noivu", "", $"row {number}"))], change, Cancel)).TryGet(out var links).ShouldBeTrue();
        return links;
    }
}
