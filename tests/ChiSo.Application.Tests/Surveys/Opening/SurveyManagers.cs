using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Engine;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Opening;

/// <summary>Two people who run surveys, and what one of them types.</summary>
internal static class SurveyManagers
{
    public static readonly IReadOnlyDictionary<string, string> Good = new Dictionary<string, string>
    {
        ["code"] = "hai-long", ["asker.vi"] = "Sở Nội vụ", ["decision"] = "QĐ 1", ["purpose.vi"] = "để biết", ["minutes"] = "5", ["telephone"] = "0123", ["consent.version"] = "2", ["consent.vi"] = "đồng ý",
        ["opens"] = "1/3/2026", ["closes"] = "31/03/2026", ["keepUntil"] = "2027-12-31", ["minimumCell"] = "10", ["ownIndexFrom"] = "30", ["cautionAbove"] = "17", ["withholdAbove"] = "33", ["target"] = "", ["units"] = "noivu; Sở Nội vụ\r\n\r\ntuphap ;Sở Tư pháp",
    };

    public static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);

    public static Task<Result<ProposedSurvey>> ProposeAsync(Installation installation, Person person, IReadOnlyDictionary<string, string>? fields = null, Guid? mends = null) =>
        installation.SurveyProposals.ProposeAsync(new(fields ?? Good, ShippedQuestionnaires.Find("satisfaction")!), mends, person, TestContext.Current.CancellationToken); // it comes along

    /// <summary>Proposed by one manager, approved by another.</summary>
    public static async Task<LiveSurvey> OpenAsync(Installation installation, IReadOnlyDictionary<string, string>? fields = null)
    {
        var proposed = OpenRound.Must(await ProposeAsync(installation, With(Role.SurveyManager), fields));
        return OpenRound.Must(await installation.SurveyProposals.ApproveAsync(proposed.Id, With(Role.SurveyManager), TestContext.Current.CancellationToken));
    }
}
