using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Tests.Language;

/// <summary>Messages call a stage what the pages call it.</summary>
public sealed class StageWordTests
{
    [Fact]
    public void Stages_have_one_name_in_messages_and_on_pages()
    {
        foreach (var stage in Stages.All.Append(DateChange.Requests))
            StageWords.Of(stage).ShouldBe(new Words(Texts.In(Tongue.Vietnamese)["Stage_" + stage], Texts.In(Tongue.English)["Stage_" + stage]));
        StageWords.Of("").ShouldBe(new Words(Texts.In(Tongue.Vietnamese)["Pause_EveryStage"], Texts.In(Tongue.English)["Pause_EveryStage"]));
    }
}
