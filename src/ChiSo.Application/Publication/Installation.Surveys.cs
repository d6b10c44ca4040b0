using ChiSo.Application.Surveys.Exports;

namespace ChiSo.Application.Publication;

/// <content>What hands surveys over.</content>
public sealed partial class Installation
{
    public SurveyArchives SurveyArchives { get; }
}
