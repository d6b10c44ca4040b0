using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>Counts of the fieldwork as people read them, hidden ones too.</summary>
public static class FieldworkWords
{
    /// <summary>The number, or as much of it as may be told.</summary>
    public static string Answers(FieldworkCount count, SurveyDeclaration declared, Texts texts, Shown shown) => count.Telling switch
    {
        Telling.Known => shown.Whole(count.Answers ?? 0),
        Telling.Few => texts["Fieldwork_Few", shown.Whole(declared.MinimumCell)],
        Telling.NearlyAll => texts["Fieldwork_NearlyAll", shown.Whole(declared.MinimumCell)],
        _ => texts["Fieldwork_Withheld"],
    };

    /// <summary>A share of those invited; a dash where there is none or it may not be told.</summary>
    public static string Rate(FieldworkCount count, Shown shown) => count.Rate is { } rate ? shown.Percent((decimal)rate * 100, 1) : "–";

    public static string Stratum(string stratum, Texts texts) => stratum.Length > 0 ? stratum : texts["Fieldwork_NoStratum"];
}
